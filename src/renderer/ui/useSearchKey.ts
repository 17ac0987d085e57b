import { useEffect } from 'react';

const mac = /mac/i.test(navigator.platform);

/** The keys that open the search, as they are written on this platform. */
export const searchKeys = mac ? '⌘K' : 'Ctrl+K';

/**
 * Calls `onSearch`, where there is one, for the search keys wherever the focus is but in a dialog. On macOS Ctrl+K stays the
 * editors' own.
 */
export function useSearchKey(onSearch: (() => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const modifier = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
      if (!modifier || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      if (!document.querySelector('[aria-modal="true"]')) onSearch?.();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [onSearch]);
}
