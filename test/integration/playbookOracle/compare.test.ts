import { describe, expect, it } from 'vitest';
import { answer, byColumn, columns, type Expected, exactly } from './answer.ts';
import { differences, type Given } from './compare.ts';
import { setOf } from './grouping.ts';
import { instant } from './instants.ts';

const header = 'Name:string, At:datetime, N:long, Set:dynamic';
const when = instant('2019-04-18T12:00:00Z');
const expected = answer(
  header,
  [
    ['a', when, 1n, setOf(['x', 'y'])],
    ['b', null, 2n, exactly({ k: [1, 2] })],
  ],
  [byColumn(2, 'asc')],
);
const right: Given = {
  columns: columns(header),
  rows: [
    ['a', '2019-04-18T12:00:00.0000000Z', 1, '["y","x"]'],
    ['b', null, '2', '{"k":[1,2]}'],
  ],
};
const withRows = (...rows: Given['rows']): Given => ({ ...right, rows });
const [first = [], second = []] = right.rows;

describe('comparing', () => {
  it('takes the right answer, with sets in any order', () => {
    expect(differences(expected, right)).toEqual([]);
  });

  it('sees another column, name or type', () => {
    expect(
      differences(expected, { ...right, columns: columns('Name:string, At:datetime, N:int, Set:dynamic') }),
    ).toHaveLength(1);
    expect(
      differences(expected, { ...right, columns: columns('Name:string, At:datetime, M:long, Set:dynamic') }),
    ).toHaveLength(1);
  });

  it('sees rows that are missing, doubled, changed or in the wrong order', () => {
    expect(differences(expected, withRows(first))).toHaveLength(1);
    expect(differences(expected, withRows(first, first, second))).toHaveLength(1);
    expect(differences(expected, withRows(second, first))).toEqual([expect.stringContaining('order')]);
    expect(differences(expected, withRows(['A', ...first.slice(1)], second))).toHaveLength(2);
    const aTickLater = ['a', '2019-04-18T12:00:00.0000001Z', 1, '["y","x"]'];
    expect(differences(expected, withRows(aTickLater, second))).toHaveLength(2);
  });

  it('sees sets that lack, add or repeat a value, and arrays in another order', () => {
    for (const set of ['["x"]', '["x","y","z"]', '["x","x"]', '["x","z"]', 'null', '"x"']) {
      expect(differences(expected, withRows([...first.slice(0, 3), set], second)), set).toHaveLength(2);
    }
    expect(differences(expected, withRows(first, ['b', null, 2, '{"k":[2,1]}']))).toHaveLength(2);
  });

  it('refuses cells that are no value of their type', () => {
    for (const row of [
      [null, null, 1, '[]'],
      ['a', '2019-04-18 12:00', 1, '[]'],
      ['a', null, 1.5, '[]'],
    ]) {
      expect(() => differences(expected, withRows(row, second))).toThrow('column');
    }
  });

  it('takes any subset of the right size of a capped set, and no other', () => {
    const capped = answer('Set:dynamic', [[setOf(['a', 'b', 'c'], 2)]]);
    const given = (set: string): Given => ({ columns: capped.columns, rows: [[set]] });
    expect(differences(capped, given('["c","a"]'))).toEqual([]);
    for (const set of ['["a"]', '["a","b","c"]', '["a","a"]', '["a","d"]']) {
      expect(differences(capped, given(set)), set).not.toEqual([]);
    }
  });

  it('pairs the forms of a tie whatever row comes first', () => {
    const tie: Expected = { columns: columns('A:string'), rows: [[['x'], ['y']], [['x']]], order: [] };
    expect(differences(tie, { columns: tie.columns, rows: [['x'], ['y']] })).toEqual([]);
    expect(differences(tie, { columns: tie.columns, rows: [['y'], ['x']] })).toEqual([]);
    expect(differences(tie, { columns: tie.columns, rows: [['x'], ['x']] })).toEqual([]);
    expect(differences(tie, { columns: tie.columns, rows: [['y'], ['y']] })).toHaveLength(2);
  });

  it('puts nulls first when ascending and last when descending', () => {
    const sorted = (direction: 'asc' | 'desc') => answer('N:long', [[1n], [null]], [byColumn(0, direction)]);
    const given = (...values: (number | null)[]): Given => ({
      columns: columns('N:long'),
      rows: values.map((n) => [n]),
    });
    expect(differences(sorted('asc'), given(null, 1))).toEqual([]);
    expect(differences(sorted('asc'), given(1, null))).toHaveLength(1);
    expect(differences(sorted('desc'), given(1, null))).toEqual([]);
    expect(differences(sorted('desc'), given(null, 1))).toHaveLength(1);
  });
});
