import type { EngineMethodName, EventName, EventPayload, Output, ParsedInput } from '../shared/contract/index.ts';

/** What a handler may use beside its input. */
export interface CallContext {
  readonly callId: string;
  /** Aborted when the caller cancels. */
  readonly signal: AbortSignal;
  emit<E extends EventName>(name: E, payload: EventPayload<E>): void;
  /** Announces how far this call has come. */
  progress(text: string, done: number, total: number | null): void;
}

type Handler<M extends EngineMethodName> = (
  input: ParsedInput<M>,
  context: CallContext,
) => Promise<Output<M>> | Output<M>;

/** The handlers of one feature, one per method of its contract. */
export type Handlers<Contract> = { [M in keyof Contract & EngineMethodName]: Handler<M> };
