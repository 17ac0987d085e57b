import { answerCall } from '../shared/answerCall.ts';
import { engineContract } from '../shared/contract/index.ts';
import type { Result } from '../shared/result.ts';
import type { CallContext, Handlers } from './context.ts';

/** Checks an outside call against the engine's contract, runs its handler and turns whatever happens into data. */
export function dispatch(
  handlers: Handlers<typeof engineContract>,
  method: string,
  input: unknown,
  context: CallContext,
): Promise<Result<unknown>> {
  return answerCall(engineContract, { method, input, signal: context.signal }, (name, parsed) => {
    const handler = handlers[name] as (input: unknown, context: CallContext) => unknown;
    return handler(parsed, context);
  });
}
