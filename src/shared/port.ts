import type { EngineMethodName, EventName, EventPayload, Input, Output } from './contract/index.ts';
import type { HostQuestion } from './host.ts';
import type { Result } from './result.ts';

/** What travels to the engine over its MessagePort. `callId` is one per call, so that cancelling one never stops another. */
export type ToEngine =
  | { readonly type: 'call'; readonly callId: string; readonly method: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly callId: string }
  /** What the engine asked its host. */
  | { readonly type: 'told'; readonly askId: string; readonly result: Result<unknown> }
  | { readonly type: 'close' };

/** What the engine sends back. */
export type FromEngine =
  | { readonly type: 'result'; readonly callId: string; readonly result: Result<unknown> }
  | { readonly type: 'event'; readonly name: EventName; readonly payload: unknown }
  | { readonly type: 'ask'; readonly askId: string; readonly question: HostQuestion }
  /** The engine no longer waits for what it asked. */
  | { readonly type: 'askEnded'; readonly askId: string }
  | { readonly type: 'closed' };

/** The engine as its callers see it: in the window's main process, in the command line and in tests. */
export interface Engine {
  call<M extends EngineMethodName>(
    method: M,
    input: Input<M>,
    options?: { callId?: string; signal?: AbortSignal },
  ): Promise<Result<Output<M>>>;
  /** Forwards a call whose method and input come from outside; the engine checks both. */
  forward(method: string, input: unknown, callId: string): Promise<Result<unknown>>;
  cancel(callId: string): void;
  subscribe<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Closes every case file and log source, then ends the thread. */
  close(): Promise<void>;
  /** Settles when the thread is gone, with the reason where it died of an error. */
  readonly ended: Promise<Error | undefined>;
}
