import { useCallback, useEffect, useRef, useState } from 'react';
import type { Input, MethodName, Output } from '../../shared/contract/index.ts';
import type { Failure } from '../../shared/result.ts';
import { useApi } from './ApiContext.tsx';
import { CallCancelled, failureOf, type Progress } from './workbenchApi.ts';

export interface Action<M extends MethodName> {
  /** Calls the method; answers with undefined when it failed or was cancelled (see `failure`). */
  run(input: Input<M>): Promise<Output<M> | undefined>;
  cancel(): void;
  dismiss(): void;
  readonly running: boolean;
  readonly progress: Progress | undefined;
  readonly failure: Failure | undefined;
  readonly cancelled: boolean;
}

type ActionState = Pick<Action<MethodName>, 'running' | 'progress' | 'failure' | 'cancelled'>;
const idle: ActionState = { running: false, progress: undefined, failure: undefined, cancelled: false };

/** One call that the user starts: its progress, its failure, and its cancellation, also when the component goes away. */
export function useAction<M extends MethodName>(method: M): Action<M> {
  const api = useApi();
  const [state, setState] = useState<ActionState>(idle);
  const current = useRef<AbortController | undefined>(undefined);

  useEffect(() => () => current.current?.abort(), []);

  const run = useCallback(
    async (input: Input<M>) => {
      current.current?.abort();
      const controller = new AbortController();
      current.current = controller;
      const update = (next: ActionState) => {
        if (current.current === controller) setState(next);
      };
      update({ ...idle, running: true });
      try {
        const output = await api.call(method, input, {
          signal: controller.signal,
          onProgress: (progress) => update({ ...idle, running: true, progress }),
        });
        update(idle);
        return output;
      } catch (error) {
        update(error instanceof CallCancelled ? { ...idle, cancelled: true } : { ...idle, failure: failureOf(error) });
        return undefined;
      }
    },
    [api, method],
  );
  const cancel = useCallback(() => current.current?.abort(), []);
  const dismiss = useCallback(() => setState(idle), []);
  return { ...state, run, cancel, dismiss };
}
