import { expect, it } from 'vitest';
import { entraNumber, entraReason } from './entraReasons.ts';

it('reads the number out of Entra’s words', () => {
  expect(entraNumber('invalid_grant: AADSTS50076: Due to a change …')).toBe(50076);
  expect(entraNumber('AADSTS7000218: The request body …')).toBe(7000218);
  expect(entraNumber('access_denied')).toBeUndefined();
});

it.each([
  [50076, 'multi-factor'],
  [53003, 'conditional access'],
  [53000, 'device'],
  [65001, 'consented'],
  [90094, 'administrator'],
  [90002, 'no such tenant'],
  [50020, 'not in the tenant'],
  [50057, 'disabled'],
  [700082, 'expired'],
  [700016, 'client id'],
  [50011, 'redirect'],
])('%d says what happened and what to do', (number, words) => {
  const reason = entraReason(number);
  expect(reason?.what).toContain(words);
  expect(reason?.next).toMatch(/^[A-Z].*\.$/);
});

it('knows no words for other numbers', () => {
  expect(entraReason(1)).toBeUndefined();
});
