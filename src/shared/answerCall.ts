import type { Method } from './contract/index.ts';
import { CasebookError, type Result } from './result.ts';

/**
 * Answers an outside call of a contract: checks its method and input, runs it, and turns whatever happens into data.
 * An abort of the signal is the outcome `cancelled`.
 */
export async function answerCall<C extends Readonly<Record<string, Method>>>(
  contract: C,
  call: { readonly method: string; readonly input: unknown; readonly signal?: AbortSignal },
  run: (method: keyof C, input: unknown) => unknown,
): Promise<Result<unknown>> {
  const { method, input, signal } = call;
  const shape = Object.hasOwn(contract, method) ? contract[method] : undefined;
  if (!shape) return { ok: false, error: { code: 'unknownMethod', message: `There is no call named "${method}".` } };
  const parsed = shape.input.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join('.') || 'input'}: ${issue.message}`,
    );
    return { ok: false, error: { code: 'invalidInput', message: `${method}: ${problems.join('; ')}` } };
  }
  try {
    return { ok: true, value: await run(method, parsed.data) };
  } catch (error) {
    if (signal?.aborted) return { ok: false, cancelled: true };
    if (error instanceof CasebookError) return { ok: false, error: error.toFailure() };
    const cause = error instanceof Error ? error : new Error(String(error));
    return {
      ok: false,
      error: { code: 'unexpected', message: `${method}: ${cause.message}`, detail: { stack: cause.stack ?? '' } },
    };
  }
}
