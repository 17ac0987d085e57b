import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits, outsideLimits } from './limits.ts';

test('JSON of ordinary size passes', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => outsideLimits(value) === undefined));
});

test('the longest lawful query passes', () => {
  expect(outsideLimits({ kql: 'x'.repeat(1_000_000) })).toBeUndefined();
});

const nested = (depth: number): unknown => (depth === 0 ? null : [nested(depth - 1)]);

test.each([
  ['a long text', 'x'.repeat(limits.characters + 1), /characters/],
  ['many texts', Array.from({ length: 50 }, () => 'x'.repeat(limits.characters / 40)), /characters/],
  ['long keys', { ['x'.repeat(limits.characters + 1)]: 1 }, /characters/],
  ['many values', Array.from({ length: limits.values + 1 }, () => 0), /values/],
  ['deep nesting', nested(limits.depth + 1), /nested/],
  ['a date', { at: new Date() }, /plain data/],
  ['bytes', new Uint8Array(1), /plain data/],
  ['a map', new Map(), /plain data/],
  ['a 64-bit integer', 1n, /plain data/],
  ['a function', () => 1, /plain data/],
])('%s is refused', (_name, value, reason) => {
  expect(outsideLimits(value)).toMatch(reason);
});

test('a structure that holds itself is refused, not followed for ever', () => {
  const loop: unknown[] = [];
  loop.push(loop);
  expect(outsideLimits(loop)).toMatch(/nested/);
});
