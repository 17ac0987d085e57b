import type { CasebookBridge } from '../../shared/bridge.ts';
import type { EventName, EventPayload, Input, MethodName, Output } from '../../shared/contract/index.ts';
import type { Failure } from '../../shared/result.ts';

export type Progress = EventPayload<'progress'>;

interface CallOptions {
  /** Aborting cancels this call and no other. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The contract as the window sees it. */
export interface WorkbenchApi {
  /** Resolves with the answer; rejects with `CallFailed` or `CallCancelled`. */
  call<M extends MethodName>(method: M, input: Input<M>, options?: CallOptions): Promise<Output<M>>;
  /** Listens to an announcement; the answer ends the listening. */
  subscribe<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}

/** A call that was answered with a failure. */
export class CallFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'CallFailed';
    this.failure = failure;
  }
}

/** A call that its caller cancelled. */
export class CallCancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CallCancelled';
  }
}

/** What to show for anything that a call rejected with. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallFailed) return error.failure;
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

/** How work failed, if it did. */
export async function failureIn(work: () => Promise<unknown>): Promise<Failure | undefined> {
  try {
    await work();
  } catch (error) {
    return failureOf(error);
  }
}

/** Speaks the contract over the preload bridge. Main has checked every answer, so its type is taken as given. */
export function createWorkbenchApi(bridge: CasebookBridge): WorkbenchApi {
  const subscribe: WorkbenchApi['subscribe'] = (event, listener) =>
    bridge.subscribe(event, (payload) => listener(payload as Parameters<typeof listener>[0]));

  return {
    subscribe,
    async call<M extends MethodName>(method: M, input: Input<M>, { signal, onProgress }: CallOptions = {}) {
      const callId = crypto.randomUUID();
      const cancel = () => bridge.cancel(callId);
      const unsubscribe = onProgress
        ? subscribe('progress', (progress) => {
            if (progress.callId === callId) onProgress(progress);
          })
        : undefined;
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        const answered = bridge.invoke(method, input, callId);
        if (signal?.aborted) cancel();
        const result = await answered;
        if (result.ok) return result.value as Output<M>;
        throw result.cancelled ? new CallCancelled() : new CallFailed(result.error);
      } finally {
        signal?.removeEventListener('abort', cancel);
        unsubscribe?.();
      }
    },
  };
}
