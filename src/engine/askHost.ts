import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { cloudDefinition } from '../shared/clouds.ts';
import type { HostQuestion } from '../shared/host.ts';
import type { FromEngine, ToEngine } from '../shared/port.ts';
import { CasebookError, type Result } from '../shared/result.ts';
import type { RemoteAccess } from './logs/remoteAccess.ts';

const issuedToken = z.strictObject({ token: z.string(), expiresOn: z.number(), account: z.string().optional() });

/** The engine's side of its questions to the host: clouds by name, and tokens, each asked for when it is needed. */
export function askHost(post: (message: FromEngine) => void) {
  const waiting = new Map<string, (result: Result<unknown>) => void>();

  /** Throws what the host's failure says; an abort gives up waiting, and tells the host. */
  async function ask<T>(question: HostQuestion, shape: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const askId = randomUUID();
    const told = Promise.withResolvers<Result<unknown>>();
    const onAbort = () => {
      post({ type: 'askEnded', askId });
      told.reject(signal?.reason);
    };
    waiting.set(askId, told.resolve);
    signal?.addEventListener('abort', onAbort, { once: true });
    post({ type: 'ask', askId, question });
    try {
      const result = await told.promise;
      if (result.ok) return shape.parse(result.value);
      if (result.cancelled) throw new CasebookError('unexpected', 'The host ended a question that nobody cancelled.');
      throw new CasebookError(result.error.code, result.error.message, result.error.detail);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      waiting.delete(askId);
    }
  }

  const access: RemoteAccess = {
    cloud: async (name) => (await ask({ kind: 'cloud', name }, cloudDefinition.nullable())) ?? undefined,
    tokens:
      ({ cloud, tenant, account }) =>
      (scope, signal) =>
        ask({ kind: 'token', ask: { cloud, tenant, account, scope } }, issuedToken, signal),
  };
  return {
    access,
    told: ({ askId, result }: Extract<ToEngine, { type: 'told' }>) => waiting.get(askId)?.(result),
  };
}
