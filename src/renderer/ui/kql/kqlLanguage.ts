import { useMemo } from 'react';
import type { CaseId, Output, SourceRef } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';

/** The longest text, in UTF-16 units, that the engine looks at while someone types. */
export const longestChecked = 200_000;

/** What the editor asks of the engine; every answer belongs to the text that it was asked for. */
export interface KqlLanguage {
  problems(kql: string, signal?: AbortSignal): Promise<Output<'editor.problems'>>;
  complete(kql: string, position: number, signal?: AbortSignal): Promise<Output<'editor.complete'>>;
  hover(kql: string, position: number, signal?: AbortSignal): Promise<Output<'editor.hover'>>;
  signature(kql: string, position: number, signal?: AbortSignal): Promise<Output<'editor.signature'>>;
  colours(kql: string, signal?: AbortSignal): Promise<Output<'editor.colours'>>;
  format(kql: string): Promise<string>;
}

/** The engine's language service for queries on a source and a case's exhibits; without a source, names stay unknown. */
export function useKqlLanguage(source: SourceRef | undefined, caseId?: CaseId): KqlLanguage {
  const api = useApi();
  return useMemo(() => {
    const on = { source: source ?? { kind: 'local' as const, folder: '' }, ...(caseId ? { caseId } : {}) };
    const options = (signal: AbortSignal | undefined) => (signal ? { signal } : {});
    return {
      problems: (kql, signal) => api.call('editor.problems', { ...on, kql }, options(signal)),
      complete: (kql, position, signal) => api.call('editor.complete', { ...on, kql, position }, options(signal)),
      hover: (kql, position, signal) => api.call('editor.hover', { ...on, kql, position }, options(signal)),
      signature: (kql, position, signal) => api.call('editor.signature', { ...on, kql, position }, options(signal)),
      colours: (kql, signal) =>
        api.call('editor.colours', source === undefined ? { kql } : { ...on, kql }, options(signal)),
      format: async (kql) => (await api.call('editor.format', { kql })).kql,
    };
  }, [api, source, caseId]);
}
