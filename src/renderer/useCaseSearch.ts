import { useCallback, useState } from 'react';
import { useRecentCases } from './api/reads.ts';
import type { SearchScope } from './features/search/useSearch.ts';
import type { Place } from './navigation.ts';
import { useSearchKey } from './ui/useSearchKey.ts';

/** The window's search: over the open case, else over the recent ones, also those whose files are gone. */
export function useCaseSearch(place: Place) {
  const recent = useRecentCases().data?.map(({ path }) => path) ?? [];
  const [open, setOpen] = useState(false);
  const begin = useCallback(() => setOpen(true), []);
  const close = useCallback(() => setOpen(false), []);
  const scope: SearchScope | undefined =
    place.page === 'case' ? { caseId: place.caseId } : recent.length > 0 ? { paths: recent } : undefined;
  /** Undefined where there is nothing to search. */
  const start = scope && begin;
  useSearchKey(start);
  return {
    scope: open ? scope : undefined,
    start,
    close,
    label: place.page === 'case' ? 'Search this case' : 'Search the recent cases',
  };
}
