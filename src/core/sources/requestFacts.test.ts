import { expect, it } from 'vitest';
import { splitFacts } from './requestFacts.ts';

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
