import { expect, test } from 'vitest';
import { builtInClouds } from '../shared/clouds.ts';
import type { Host } from '../shared/host.ts';
import { CasebookError } from '../shared/result.ts';
import { answerEngine, hostWithoutSignIn } from './answerEngine.ts';
import { askHost } from './askHost.ts';

const kim = { cloud: 'public', tenant: 'plant.example', account: null };
const issued = { token: 'a token', expiresOn: 1_800_000_000_000 };
const never = () => new AbortController().signal;

/** Both sides, joined by a line that copies as a thread's port does. */
function joined(host: Partial<Host> = {}) {
  const answers = answerEngine({ ...hostWithoutSignIn, ...host }, (message) => {
    if (message.type === 'told') engine.told(structuredClone(message));
  });
  const engine = askHost((message) => {
    const copy = structuredClone(message);
    if (copy.type === 'ask') void answers.take(copy);
    else if (copy.type === 'askEnded') answers.drop(copy.askId);
  });
  return { access: engine.access, answers };
}

test('a token is asked for by the names of cloud, tenant and account, and the scope', async () => {
  const asked: unknown[] = [];
  const { access } = joined({
    token: async (ask) => {
      asked.push(ask);
      return issued;
    },
  });
  expect(await access.tokens(kim)('https://api.test/.default', never())).toEqual(issued);
  expect(asked).toEqual([{ ...kim, scope: 'https://api.test/.default' }]);
});

test('a cloud is had by its name alone; one that nobody has is undefined', async () => {
  const { access } = joined();
  expect(await access.cloud('Public')).toEqual(builtInClouds[0]);
  expect(await access.cloud('elsewhere')).toBeUndefined();
});

test('a refusal keeps its code, words and detail', async () => {
  const { access } = joined({
    token: async () => {
      throw new CasebookError('signInNeeded', 'Sign in.', { entraNumber: 50076 });
    },
  });
  await expect(access.tokens(kim)('s', never())).rejects.toMatchObject({
    code: 'signInNeeded',
    message: 'Sign in.',
    detail: { entraNumber: 50076 },
  });
});

test('an abort ends the wait in the engine and the work of the host', async () => {
  const reached = Promise.withResolvers<AbortSignal>();
  const { access } = joined({
    token: (_ask, signal) => {
      reached.resolve(signal);
      return new Promise(() => undefined);
    },
  });
  const controller = new AbortController();
  const asking = access.tokens(kim)('s', controller.signal);
  const atHost = await reached.promise;
  controller.abort();
  await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  expect(atHost.aborted).toBe(true);
});

test('what is asked after an abort reaches no host', async () => {
  const { access } = joined({ token: () => Promise.reject(new Error('asked')) });
  await expect(access.tokens(kim)('s', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

test('the host stops when the engine is gone, and answers it no more', async () => {
  const reached = Promise.withResolvers<AbortSignal>();
  const { access, answers } = joined({
    token: (_ask, signal) => {
      reached.resolve(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  access
    .tokens(kim)('s', never())
    .catch(() => undefined);
  const atHost = await reached.promise;
  answers.dropAll();
  expect(atHost.aborted).toBe(true);
});

test('without a sign-in the answer is that somebody has to', async () => {
  await expect(joined().access.tokens(kim)('s', never())).rejects.toMatchObject({ code: 'signInNeeded' });
});

test('an answer of another form is not taken for a token', async () => {
  const { access } = joined({ token: async () => ({ ...issued, token: undefined }) as never });
  await expect(access.tokens(kim)('s', never())).rejects.toThrow();
});
