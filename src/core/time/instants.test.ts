import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTicks, instantText, instantTicks } from './instants.ts';

describe('instants', () => {
  it.each([
    ['2019-04-18T12:00:00Z', -864_000_000_000n, '2019-04-17T12:00:00Z'],
    ['2019-04-18T12:00:00.0000001Z', -2n, '2019-04-18T11:59:59.9999999Z'],
    ['1969-12-31T23:59:59.5Z', 5_000_000n, '1970-01-01T00:00:00Z'],
    ['0001-01-01T00:00:00Z', 1n, '0001-01-01T00:00:00.0000001Z'],
  ])('moves %s by %s ticks', (instant, ticks, moved) => {
    expect(addTicks(instant, ticks)).toBe(moved);
  });

  it('moves there and back without loss', () => {
    const year1 = instantTicks('0001-01-02T00:00:00Z');
    const year9999 = instantTicks('9999-12-30T00:00:00Z');
    fc.assert(
      fc.property(fc.bigInt(year1, year9999), fc.bigInt(-864_000_000_000n, 864_000_000_000n), (ticks, by) => {
        const instant = addTicks('1970-01-01T00:00:00Z', ticks);
        expect(instantTicks(instant)).toBe(ticks);
        expect(addTicks(addTicks(instant, by), -by)).toBe(instant);
      }),
    );
  });

  it('shows an instant to people', () => {
    expect(instantText('2019-04-18T12:04:31.1234567Z')).toBe('2019-04-18 12:04:31 UTC');
  });
});
