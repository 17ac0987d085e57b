import { useCallback, useState } from 'react';
import type { CaseView, ExhibitSummary, Input } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useRefreshCase } from '../../api/reads.ts';
import { useAction } from '../../api/useAction.ts';
import { CallCancelled, failureOf } from '../../api/workbenchApi.ts';
import { longestChecked } from '../../ui/kql/kqlLanguage.ts';
import { queryTitle } from './queryTitle.ts';
import { wholeRows } from './wholeRows.ts';

/** How a query is asked otherwise than for one answer, with the case's window and time. */
export type AskedOtherwise = Pick<Input<'exhibits.runQuery'>, 'all' | 'window' | 'waitSeconds'>;

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
    async (kql: string, { all = false }: Pick<AskedOtherwise, 'all'> = {}) => {
      setRefused(undefined);
      setFailure(undefined);
      const whole = wholeRows(kql);
      if (all && !whole.possible) {
        setRefused(`Nothing was run. ${whole.text}`);
        return;
      }
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
      const exhibit = await action.run({ caseId, title: title.trim() || queryTitle(kql), kql, ...(all && { all }) });
      if (exhibit) setRan({ text: kql, exhibit: exhibit.number });
      await refresh();
    },
    [action.run, caseId, firstError, refresh, title],
  );

  /** Asks the query of an exhibit again, otherwise; hands back the number of the new exhibit. */
  const askAgain = useCallback(
    async ({ number, title: ofExhibit, kql }: ExhibitSummary, otherwise: AskedOtherwise) => {
      setRefused(undefined);
      setFailure(undefined);
      const made = await action.run({ caseId, title: ofExhibit, kql, ...otherwise });
      if (made) setRan((before) => (before?.exhibit === number ? { ...before, exhibit: made.number } : before));
      await refresh();
      return made?.number;
    },
    [action.run, caseId, refresh],
  );

  return {
    text,
    setText,
    title,
    setTitle,
    run,
    askAgain,
    exhibit: ran?.exhibit,
    unsaved: text.trim() !== '' && !view.exhibits.some(({ kql }) => kql === text),
    running: action.running,
    progress: action.progress,
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
