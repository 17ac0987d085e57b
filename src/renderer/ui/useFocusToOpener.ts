import { useEffect, useState } from 'react';

/**
 * Gives the focus back when the caller goes, where it would be on nothing: to the control that had it when the caller came,
 * or, where that is gone too, to the nearest element around it that can have it.
 */
export function useFocusToOpener(): void {
  // Read while drawing: a field of the caller may take the focus before any effect runs.
  const [opener] = useState(() => withAncestors(document.activeElement));
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return;
      opener.find((element) => {
        element.focus();
        return document.activeElement === element;
      });
    },
    [opener],
  );
}

function withAncestors(innermost: Element | null): readonly HTMLElement[] {
  const elements: HTMLElement[] = [];
  for (let element = innermost; element; element = element.parentElement) {
    if (element instanceof HTMLElement) elements.push(element);
  }
  return elements;
}
