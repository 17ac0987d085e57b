import { expect, it } from 'vitest';
import { patiently } from './patience.ts';
import type { ServiceAnswer } from './serviceExchange.ts';
import { testClock } from './testClock.ts';

const answer = (status: number, retryAfter?: string): ServiceAnswer => ({
  status,
  header: (name) => (name === 'retry-after' ? retryAfter : undefined),
  body: new Uint8Array(),
  clientRequestId: '1',
  startedAt: '',
  finishedAt: '',
});

async function run(answers: readonly ServiceAnswer[]) {
  const { clock, slept } = testClock();
  const told: string[] = [];
  let asked = 0;
  const attempt = async () => answers[asked++] ?? answer(200);
  const onWaiting = ({ text, seconds }: { text: string; seconds: number }) => told.push(`${seconds}: ${text}`);
  const result = await patiently(attempt, { clock, onWaiting }, new AbortController().signal);
  return {
    status: result.answer.status,
    tries: result.tries,
    waited: slept.reduce((sum, ms) => sum + ms, 0) / 1000,
    told,
  };
}

it('waits as long as the service asks, and counts the seconds down', async () => {
  const { status, tries, waited, told } = await run([answer(429, '2'), answer(503, 'Sun, 01 Mar 2026 12:00:05 GMT')]);
  expect({ status, tries, waited }).toEqual({ status: 200, tries: 3, waited: 5 });
  expect(told).toEqual([
    '2: The service asks to wait (too many queries): try 2 of 5 follows in 2 s',
    '1: The service asks to wait (too many queries): try 2 of 5 follows in 1 s',
    '3: The service asks to wait (it is not available): try 3 of 5 follows in 3 s',
    '2: The service asks to wait (it is not available): try 3 of 5 follows in 2 s',
    '1: The service asks to wait (it is not available): try 3 of 5 follows in 1 s',
  ]);
});

it('gives up after five tries, and waits longer each time where the service names no time', async () => {
  const busy = Array.from({ length: 9 }, () => answer(503));
  expect(await run(busy)).toMatchObject({ status: 503, tries: 5, waited: 2 + 4 + 8 + 16 });
});

it('gives up at once where it would have to wait for more than five minutes', async () => {
  expect(await run([answer(429, '301')])).toMatchObject({ status: 429, tries: 1, waited: 0, told: [] });
});

it.each([200, 400, 401, 403, 500, 502, 504])('does not ask again after a reply of status %i', async (status) => {
  expect(await run([answer(status, '1')])).toMatchObject({ status, tries: 1, waited: 0 });
});
