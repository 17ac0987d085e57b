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

test('the newest two answers are offered, failed queries are not', () => {
  expect(defaultFreePair({ exhibits: [exhibit(1, []), exhibit(2, []), exhibit(3, [], 'failed')] })).toEqual({
    before: 1,
    after: 2,
    uses: {},
  });
  expect(defaultFreePair({ exhibits: [exhibit(1, [])] })).toBeUndefined();
});
