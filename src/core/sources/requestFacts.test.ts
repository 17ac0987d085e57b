import { expect, it } from 'vitest';
import { fetchedWhole, splitFacts } from './requestFacts.ts';

it('tells the programs of an answer from the facts of its request', () => {
  const versions = { '@azure/monitor-query': '1.3.3', 'HTTP status': '200', 'exhibit 3': 'sha256:ab', tries: '2' };
  expect(splitFacts(versions)).toEqual({
    madeWith: [
      ['@azure/monitor-query', '1.3.3'],
      ['exhibit 3', 'sha256:ab'],
    ],
    request: [
      ['HTTP status', '200'],
      ['tries', '2'],
    ],
  });
});

it('tells whether all rows came that were counted before', () => {
  const versions = { slices: '4', 'rows counted first': '1200', 'HTTP status': '200' };
  expect(splitFacts(versions)).toEqual({ madeWith: [], request: [['HTTP status', '200']] });
  expect(fetchedWhole({ versions, rowCount: 1200 })).toBe(
    '1,200 counted first, 1,200 fetched in 4 slices of time: as many',
  );
  expect(fetchedWhole({ versions, rowCount: 11 })).toMatch(/: another number$/);
  expect(fetchedWhole({ versions: { 'HTTP status': '200' }, rowCount: 11 })).toBeUndefined();
});
