import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type JsonValue } from './canonicalJson.ts';
import { type ChainedEvent, chainEvent, chainProblems, chainStart } from './chain.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('members are sorted, nothing is spaced, nothing is lost', () => {
  expect(canonicalJson({ b: [1, null, true], a: { d: 'ä"\n\u0001', c: 9007199254740993n }, e: undefined })).toBe(
    '{"a":{"c":9007199254740993,"d":"ä\\"\\n\\u0001"},"b":[1,null,true]}',
  );
  expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
  expect(() => canonicalJson(['\ud800'])).toThrow(TypeError);
});

test('the text means the value, and does not depend on the order of its members', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = canonicalJson(value as JsonValue);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned as JsonValue)).toBe(text);
      }
    }),
  );
});

const fact = (action: string) => ({ at: '2026-01-01T00:00:00Z', actor: 'Ada', action, detail: '{}' });
const chain = (...actions: string[]): ChainedEvent[] => {
  const events: ChainedEvent[] = [];
  for (const action of actions) events.push(chainEvent(events.at(-1), fact(action), sha256));
  return events;
};

test('an untouched chain has no problems; its first event follows 64 zeros', () => {
  const events = chain('create', 'run', 'answer');
  expect(chainProblems(events, sha256)).toEqual([]);
  expect(events[0]?.previousHash).toBe(chainStart);
  expect(events[1]?.previousHash).toBe(events[0]?.hash);
});

test('any change, gap or exchange is named', () => {
  const events = chain('create', 'run', 'answer', 'note');
  for (const member of ['sequence', 'at', 'actor', 'action', 'detail', 'previousHash', 'hash'] as const) {
    const changed = events.map((event, at) =>
      at === 1 ? { ...event, [member]: member === 'sequence' ? 7 : 'x' } : event,
    );
    expect(chainProblems(changed, sha256).join(), member).toMatch(/custody event [27]:/);
  }
  expect(chainProblems(events.toSpliced(1, 1), sha256)).toContain('custody event 3: expected event 2 here');
  const rewritten = chain('create', 'other')[1];
  if (!rewritten) throw new Error('no event');
  expect(chainProblems(events.with(1, rewritten), sha256)).toEqual([
    'custody event 3: does not follow the hash of the event before it',
  ]);
});
