import { expect, test } from 'vitest';
import { ownQueries } from './ownQueries.ts';

const exhibit = (number: number, kql: string, stepId: string | null = null) =>
  ({ number, kql, stepId, role: null, variant: stepId === null ? 'adhoc' : 'guide' }) as const;

test('own queries come newest first and each text once', () => {
  const found = ownQueries([exhibit(1, 'a'), exhibit(2, 'b'), exhibit(3, 'step', 'logins'), exhibit(4, 'a')]);
  expect(found.map(({ number }) => number)).toEqual([4, 2]);
});
