import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTicks } from '../../../core/time/instants.ts';
import { checkNarrower, draftOf, halvesOf } from './windowDraft.ts';

const ofCase = { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00.0000001Z' };

test('halves meet at a whole second, and at a tick where there is none between', () => {
  expect(halvesOf(ofCase)?.[0]).toEqual({ from: ofCase.from, to: '2026-03-04T12:00:00Z' });
  expect(halvesOf({ from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00.0000002Z' })?.[1]).toEqual({
    from: '2026-03-01T00:00:00.0000001Z',
    to: '2026-03-01T00:00:00.0000002Z',
  });
  expect(halvesOf({ from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00.0000001Z' })).toBeUndefined();
});

test('halves cover their window and are read back to the tick', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2n, max: 10n ** 13n }), fc.bigInt({ min: 0n, max: 10n ** 8n }), (length, start) => {
      const from = addTicks('2026-03-01T00:00:00Z', start);
      const window = { from, to: addTicks(from, length) };
      const [first, last] = halvesOf(window) ?? [window, window];
      expect([first.from, first.to, last.to]).toEqual([window.from, last.from, window.to]);
      const wide = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
      for (const half of [first, last]) expect(checkNarrower(draftOf(half), wide)).toEqual({ window: half });
    }),
  );
});

test.each([
  ['soon', '2026-03-05', { from: 'Write a UTC time such as 2026-03-01 12:00.' }],
  ['2026-03-02', '2026-03-02', { to: 'The end must be later than the beginning.' }],
  ['2026-02-28', '2026-03-05', { from: 'The case’s window begins 2026-03-01 00:00:00 UTC.' }],
  ['2026-03-05', '2026-03-09', { to: 'The case’s window ends 2026-03-08 00:00:00 UTC.' }],
  ['2026-03-01', '2026-03-08 00:00:00.0000001', { to: 'This is all of the case’s window: choose a part of it.' }],
  ['2026-03-05', '2026-03-08 00:00', { window: { from: '2026-03-05T00:00:00Z', to: '2026-03-08T00:00:00Z' } }],
])('%s to %s', (from, to, checked) => {
  expect(checkNarrower({ from, to }, ofCase)).toEqual(checked);
});
