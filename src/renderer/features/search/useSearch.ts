import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CaseId } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';

/** What is searched: the open case, or case files. */
export type SearchScope = { readonly caseId: CaseId } | { readonly paths: readonly string[] };

const quietMs = 150;
const perGroup = 10;
/** How soon a search is repeated while its index lags. */
const againMs = 500;

/** The hits of a text once nobody has typed for a moment, asked again while the index lags; those before stay until then. */
export function useSearch(scope: SearchScope, typed: string) {
  const api = useApi();
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), quietMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const enabled = text !== '';
  const query = useQuery({
    queryKey: ['search', scope, text],
    queryFn: ({ signal }) =>
      'caseId' in scope
        ? api.call('search.case', { caseId: scope.caseId, text, perGroup }, { signal })
        : api.call('search.all', { paths: [...scope.paths], text, perGroup }, { signal }),
    enabled,
    gcTime: 0,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.cases.some(({ index }) => !index.complete) ? againMs : false),
  });
  return { found: enabled ? query.data : undefined, error: enabled ? query.error : null };
}
