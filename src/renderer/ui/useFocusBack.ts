import { type RefCallback, useCallback, useEffect, useRef } from 'react';

/**
 * The ref of a button whose place is taken by what it opens, or of what such a thing opens within: it has the focus once
 * that is closed, where the focus would be on nothing. A dialog gives the focus back by itself (`useFocusToOpener`).
 */
export function useFocusBack(open: boolean): RefCallback<HTMLElement> {
  const opener = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) opener.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return useCallback((element: HTMLElement | null) => {
    opener.current = element;
  }, []);
}
