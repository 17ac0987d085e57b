import { type EngineMethodName, engineContract } from '../shared/contract/index.ts';
import { CasebookError, type Result } from '../shared/result.ts';
import type { CallContext, Handlers } from './context.ts';

/**
 * Checks an outside call against the contract, runs its handler and turns whatever happens into data.
 * An abort of the call's signal is the outcome `cancelled`.
 */
export async function dispatch(
  handlers: Handlers<typeof engineContract>,
  method: string,
  input: unknown,
  context: CallContext,
): Promise<Result<unknown>> {
  if (!Object.hasOwn(engineContract, method)) {
    return { ok: false, error: { code: 'unknownMethod', message: `The engine has no method "${method}".` } };
  }
  const name = method as EngineMethodName;
  const parsed = engineContract[name].input.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
      .join('; ');
    return { ok: false, error: { code: 'invalidInput', message: `${method}: ${problems}` } };
  }
  try {
    const handler = handlers[name] as (input: unknown, context: CallContext) => unknown;
    const value = await handler(parsed.data, context);
    return { ok: true, value };
  } catch (error) {
    if (context.signal.aborted) return { ok: false, cancelled: true };
    if (error instanceof CasebookError) return { ok: false, error: error.toFailure() };
    const cause = error instanceof Error ? error : new Error(String(error));
    return {
      ok: false,
      error: { code: 'unexpected', message: `${method}: ${cause.message}`, detail: { stack: cause.stack ?? '' } },
    };
  }
}
