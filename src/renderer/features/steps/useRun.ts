import { useCallback, useEffect, useReducer, useState } from 'react';
import type { CaseId, Input } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useRefreshCase } from '../../api/reads.ts';
import { useAction } from '../../api/useAction.ts';
import { runAfter } from './runState.ts';
import type { StepVariant } from './stepState.ts';

/** How a query of a step is asked otherwise than with the case's window and time. */
export type AskedOtherwise = Pick<Input<'exhibits.run'>, 'waitSeconds' | 'window' | 'all'>;

/** How a whole run ended; clean where nothing failed and nothing was skipped. */
interface RunOutcome {
  readonly clean: boolean;
  /** Which steps were skipped, by id, and why. */
  readonly skipped: readonly { readonly stepId: string; readonly reason: string }[];
  readonly text: string;
}

/** Runs one query or all of them; one at a time. */
export function useRun(caseId: CaseId) {
  const api = useApi();
  const refresh = useRefreshCase(caseId);
  const all = useAction('exhibits.runAll');
  const one = useAction('exhibits.run');
  const [state, dispatch] = useReducer(runAfter, {});
  const [outcome, setOutcome] = useState<RunOutcome | undefined>();
  /** What a service that is asked has to be waited for, while it is. */
  const [waiting, setWaiting] = useState<string | undefined>();

  useEffect(
    () => api.subscribe('source.waiting', ({ text, seconds }) => setWaiting(seconds > 0 ? text : undefined)),
    [api],
  );

  useEffect(
    () =>
      api.subscribe('run.step', (event) => {
        if (event.caseId !== caseId) return;
        setWaiting(undefined);
        dispatch(event);
        if (event.state !== 'running') void refresh();
      }),
    [api, caseId, refresh],
  );

  const runAll = useCallback(
    async ({ resume }: { readonly resume: boolean } = { resume: false }) => {
      setOutcome(undefined);
      dispatch({ type: 'began' });
      const ran = await all.run({ caseId, resume });
      await refresh();
      dispatch({ type: 'ended' });
      if (!ran) return;
      const queries = ran.exhibits.filter(({ role }) => role === null);
      const failed = queries.filter((exhibit) => exhibit.outcome === 'failed').length;
      const differing = ran.exhibits.filter(({ role }) => role?.role === 'recomputed').length;
      const recounted =
        ran.recounted.length === 0
          ? ''
          : ` ${ran.recounted.length} answers were recounted from the raw events kept: ${differing === 0 ? 'all come out the same' : `${differing} come out otherwise`}.`;
      setOutcome({
        skipped: ran.skipped,
        clean: failed + ran.skipped.length + differing === 0,
        text:
          `Ran ${queries.length} queries: ${failed === 0 ? 'none failed' : `${failed} failed`}` +
          `${ran.skipped.length > 0 ? `, ${ran.skipped.length} skipped` : ''}.${recounted}`,
      });
    },
    [all.run, caseId, refresh],
  );

  const runOne = useCallback(
    async (
      stepId: string,
      variant: StepVariant,
      parameters: Record<string, string>,
      otherwise: AskedOtherwise = {},
    ) => {
      setOutcome(undefined);
      dispatch({ type: 'began' });
      dispatch({ caseId, stepId, variant, state: 'running', exhibit: null });
      const exhibit = await one.run({
        caseId,
        stepId,
        variant,
        ...(Object.keys(parameters).length > 0 && { parameters }),
        ...otherwise,
      });
      await refresh();
      dispatch({ type: 'ended' });
      return exhibit?.number;
    },
    [one.run, caseId, refresh],
  );

  const cancel = useCallback(() => {
    all.cancel();
    one.cancel();
  }, [all.cancel, one.cancel]);
  const dismiss = useCallback(() => {
    all.dismiss();
    one.dismiss();
    setOutcome(undefined);
  }, [all.dismiss, one.dismiss]);

  return {
    state,
    runningAll: all.running,
    running: all.running || one.running,
    progress: all.progress ?? one.progress,
    waiting,
    failure: all.failure ?? one.failure,
    cancelled: all.cancelled || one.cancelled,
    outcome,
    runAll,
    runOne,
    cancel,
    dismiss,
  };
}
export type Run = ReturnType<typeof useRun>;
