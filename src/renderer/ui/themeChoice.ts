import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ThemeMode } from './theme.ts';

export type ThemeChoice = 'system' | ThemeMode;

const storageKey = 'casebook.theme';
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

const subscribeToSystem = (changed: () => void) => {
  darkQuery.addEventListener('change', changed);
  return () => darkQuery.removeEventListener('change', changed);
};

function storedChoice(): ThemeChoice {
  const stored = window.localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** The chosen theme, kept for the next start; `system` follows the operating system as it changes. */
export function useThemeChoice() {
  const [choice, setChoice] = useState(storedChoice);
  const systemIsDark = useSyncExternalStore(subscribeToSystem, () => darkQuery.matches);
  const mode: ThemeMode = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;

  useEffect(() => {
    window.localStorage.setItem(storageKey, choice);
  }, [choice]);
  // The page's own background and AG Grid both read this attribute: FluentProvider paints its own box only.
  useEffect(() => {
    document.body.dataset.agThemeMode = mode;
  }, [mode]);

  return { choice, setChoice, mode };
}
