import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant } from './parseInstant.ts';

test('reads the times that people write, as UTC', () => {
  expect(parseInstant('2019-04-18')).toBe('2019-04-18T00:00:00Z');
  expect(parseInstant(' 2019-04-18 12:04 ')).toBe('2019-04-18T12:04:00Z');
  expect(parseInstant('2019-04-18T12:04:31.1234567Z')).toBe('2019-04-18T12:04:31.1234567Z');
  expect(parseInstant('2019-04-18 12:04:31 UTC')).toBe('2019-04-18T12:04:31Z');
});

test('refuses what is no time, or a time of another zone', () => {
  for (const text of ['', 'yesterday', '2019-02-30', '2019-04-18 25:00', '18.04.2019', '2019-04-18T12:00:00+02:00']) {
    expect(parseInstant(text)).toBeUndefined();
  }
});

test('reads back any time that it would show', () => {
  const noInvalid = fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(noInvalid, (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.toISOString());
    }),
  );
});
