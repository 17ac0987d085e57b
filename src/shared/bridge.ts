import type { EventName } from './contract/index.ts';
import type { Result } from './result.ts';

/** The channels between the page and the shell; there are no others. */
export const channels = { invoke: 'casebook:invoke', cancel: 'casebook:cancel', event: 'casebook:event' } as const;

/** The events that a page may listen to, as plain names: the preload checks them without loading a schema library. */
export const eventNames = [
  'progress',
  'source.waiting',
  'run.step',
  'engine.stopped',
  'signIn.code',
  'shell.caseToOpen',
] as const satisfies readonly EventName[];

/** All that the page can see of the shell, as `window.casebook`. */
export interface CasebookBridge {
  /** Calls a method of the contract. Always answers; `callId` is new for every call (1 to 64 letters, digits, `-` or `_`). */
  invoke(method: string, input: unknown, callId: string): Promise<Result<unknown>>;
  cancel(callId: string): void;
  /** Listens to an event of the contract and hands back how to stop; an unknown name throws. */
  subscribe(event: string, listener: (payload: unknown) => void): () => void;
}
