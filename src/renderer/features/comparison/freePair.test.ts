import { expect, test } from 'vitest';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { commonColumns, defaultFreePair, namedRule } from './freePair.ts';

const exhibit = (number: number, names: readonly string[], outcome: 'answered' | 'failed' = 'answered') =>
  ({ number, outcome, columns: names.map((name) => ({ name, type: 'string' })) }) as unknown as ExhibitSummary;

test('only columns that both have and that a rule can name are offered', () => {
  const before = exhibit(1, ['User', 'Old', 'count_', 'a b']);
  expect(commonColumns(before, exhibit(2, ['count_', 'User', 'New', 'a b']))).toEqual(['count_', 'User']);
});

test('a rule needs a column that names the thing, and drops columns that the pair has not', () => {
  expect(namedRule({ User: 'value' }, ['User'])).toBeUndefined();
  expect(namedRule({ Gone: 'key' }, ['User'])).toBeUndefined();
  expect(namedRule({ Groups: 'value', User: 'key', Gone: 'value', Time: 'none' }, ['User', 'Groups', 'Time'])).toEqual({
    key: ['User'],
    values: ['Groups'],
  });
});

test('the newest answer is offered with the newest one that it can be compared with, failed queries are not', () => {
  const exhibits = [exhibit(1, ['User']), exhibit(2, ['Port']), exhibit(3, ['User']), exhibit(4, ['User'], 'failed')];
  expect(defaultFreePair({ exhibits })).toEqual({ before: 1, after: 3, uses: {} });
  expect(defaultFreePair({ exhibits: exhibits.slice(0, 2) })).toEqual({ before: 1, after: 2, uses: {} });
  expect(defaultFreePair({ exhibits: exhibits.slice(0, 1) })).toBeUndefined();
});
