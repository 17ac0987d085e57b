import { builtInClouds, cloudNamed } from '../shared/clouds.ts';
import type { Host, HostQuestion } from '../shared/host.ts';
import type { FromEngine, ToEngine } from '../shared/port.ts';
import { CasebookError, type Result } from '../shared/result.ts';

/** For an engine that nobody signs in for. */
export const hostWithoutSignIn: Host = {
  cloud: async (name) => cloudNamed(name, builtInClouds) ?? null,
  token: async () => {
    throw new CasebookError('signInNeeded', 'Nobody is signed in here, so no service can be asked. Sign in first.');
  },
};

/** Answers the engine's questions on the side of its host. */
export function answerEngine(host: Host, send: (message: ToEngine) => void) {
  const answering = new Map<string, AbortController>();
  return {
    async take({ askId, question }: Extract<FromEngine, { type: 'ask' }>): Promise<void> {
      const controller = new AbortController();
      answering.set(askId, controller);
      const result = await resultOf(host, question, controller.signal);
      if (answering.delete(askId)) send({ type: 'told', askId, result });
    },
    /** The engine waits no more. */
    drop(askId: string): void {
      answering.get(askId)?.abort();
      answering.delete(askId);
    },
    /** The engine is gone. */
    dropAll(): void {
      for (const askId of [...answering.keys()]) this.drop(askId);
    },
  };
}

async function resultOf(host: Host, question: HostQuestion, signal: AbortSignal): Promise<Result<unknown>> {
  try {
    const value = question.kind === 'cloud' ? await host.cloud(question.name) : await host.token(question.ask, signal);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof CasebookError) return { ok: false, error: error.toFailure() };
    return {
      ok: false,
      error: { code: 'unexpected', message: error instanceof Error ? error.message : String(error) },
    };
  }
}
