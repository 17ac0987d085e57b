import { describe, expect, it } from 'vitest';
import { setLimits } from './setLimits.ts';

describe('setLimits', () => {
  it.each([
    ['T | summarize IPs=makeset(Address) by User', { IPs: ['makeset', 128] }],
    [
      'T | summarize A=make_set(x, 50), B = make_set_if(y, isnotempty(f(y, 1)), 20)',
      { A: ['make_set', 50], B: ['make_set_if', 20] },
    ],
    ['T | summarize make_set(x), makelist(y)', { set_x: ['make_set', 1_048_576], list_y: ['makelist', 128] }],
    ['T | summarize A=make_set(strcat(x, ",", y))', { A: ['make_set', 1_048_576] }],
    ['let n = 5; T | summarize A=make_set(x, n)', {}],
    ['T | where x == "A=makeset(y)" // B=makeset(z)', {}],
    ['T | project makeset', {}],
  ])('reads %s', (kql, expected) => {
    const limits = [...setLimits(kql)].map(([column, { aggregate, size }]) => [column, [aggregate, size]]);
    expect(Object.fromEntries(limits)).toEqual(expected);
  });
});
