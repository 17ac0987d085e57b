import { useCallback, useState } from 'react';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useRefreshCase } from '../../api/reads.ts';
import { useAction } from '../../api/useAction.ts';
import { CallCancelled, failureOf } from '../../api/workbenchApi.ts';
import { longestChecked } from '../../ui/kql/kqlLanguage.ts';
import { queryTitle } from './queryTitle.ts';

/** The query that the examiner writes, kept for as long as the case is open. */
export function useOwnQuery(view: CaseView) {
  const { caseId, source } = view;
  const api = useApi();
  const refresh = useRefreshCase(caseId);
  const action = useAction('exhibits.runQuery');
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  /** The text that ran last, and the number of its exhibit. */
  const [ran, setRan] = useState<{ readonly text: string; readonly exhibit: number } | undefined>();
  const [refused, setRefused] = useState<string | undefined>();
  const [failure, setFailure] = useState<Failure | undefined>();

  const firstError = useCallback(
    async (kql: string) => {
      if (kql.length > longestChecked) return undefined;
      const { problems } = await api.call('editor.problems', { source, caseId, kql });
      return problems.find(({ severity }) => severity === 'error');
    },
    [api, source, caseId],
  );

  /** Runs a text and saves its answer as an exhibit; a text with an error asks nothing of the source. */
  const run = useCallback(
    async (kql: string) => {
      setRefused(undefined);
      setFailure(undefined);
      try {
        const error = await firstError(kql);
        if (error) {
          setRefused(`Nothing was run. Line ${error.line}, column ${error.column}: ${error.message} ${error.help}`);
          return;
        }
      } catch (cause) {
        if (!(cause instanceof CallCancelled)) setFailure(failureOf(cause));
        return;
      }
      const exhibit = await action.run({ caseId, title: title.trim() || queryTitle(kql), kql });
      if (exhibit) setRan({ text: kql, exhibit: exhibit.number });
      await refresh();
    },
    [action.run, caseId, firstError, refresh, title],
  );

  return {
    text,
    setText,
    title,
    setTitle,
    run,
    exhibit: ran?.exhibit,
    unsaved: text.trim() !== '' && !view.exhibits.some(({ kql }) => kql === text),
    running: action.running,
    cancelled: action.cancelled,
    cancel: action.cancel,
    refused,
    failure: failure ?? action.failure,
    setFailure,
    dismiss: () => {
      action.dismiss();
      setRefused(undefined);
      setFailure(undefined);
    },
  };
}
export type OwnQuery = ReturnType<typeof useOwnQuery>;
