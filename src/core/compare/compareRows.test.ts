import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../kqlText/kqlTypes.ts';
import { type ComparedRow, compareRows } from './compareRows.ts';

const rule = { key: ['Protocol', 'Port'], values: ['Peers'] };
const rows = (...list: [string, number, Cell, string?][]): ComparedRow[] =>
  list.map(([Protocol, Port, Peers, FirstSeen = ''], at) => ({
    row: at + 1,
    values: { Protocol, Port, Peers, FirstSeen },
  }));

describe('compareRows', () => {
  it('tells added, removed and changed rows apart, and passes over columns that are not compared', () => {
    const before = rows(['tcp', 22, '["10.0.0.1"]', 'monday'], ['tcp', 80, '[]'], ['udp', 53, '[]']);
    const after = rows(['udp', 53, '[]', 'friday'], ['tcp', 22, '["10.0.0.1","203.0.113.9"]'], ['tcp', 4444, '[]']);
    expect(compareRows(before, after, rule)).toEqual({
      added: [3],
      removed: [2],
      changed: [
        {
          before: 1,
          after: 2,
          columns: [
            {
              column: 'Peers',
              before: '["10.0.0.1"]',
              after: '["10.0.0.1","203.0.113.9"]',
              members: { added: ['203.0.113.9'], removed: [] },
            },
          ],
        },
      ],
      unchanged: 1,
    });
  });

  it('compares arrays as sets, and other text as text', () => {
    const same = compareRows(rows(['tcp', 22, '["a","b"]']), rows(['tcp', 22, '["b","a","a"]']), rule);
    expect(same).toMatchObject({ changed: [], unchanged: 1 });
    const broken = compareRows(rows(['tcp', 22, '[broken']), rows(['tcp', 22, '["a"]']), rule);
    expect(broken.changed[0]?.columns[0]).toMatchObject({ members: null });
  });

  it('does not take integers for equal that only their rounding makes so', () => {
    const [before, after] = ['[9007199254740993]', '[9007199254740992]'] as const;
    expect(compareRows(rows(['tcp', 22, before]), rows(['tcp', 22, after]), rule).changed[0]?.columns).toEqual([
      { column: 'Peers', before, after, members: null },
    ]);
    expect(compareRows(rows(['tcp', 22, before]), rows(['tcp', 22, before]), rule).unchanged).toBe(1);
  });

  it('does not guess which of several rows of one key became which', () => {
    const before = rows(['tcp', 22, 'x'], ['tcp', 22, 'y'], ['tcp', 22, 'z']);
    const after = rows(['tcp', 22, 'y'], ['tcp', 22, 'p'], ['tcp', 22, 'q']);
    expect(compareRows(before, after, rule)).toEqual({ added: [2, 3], removed: [1, 3], changed: [], unchanged: 1 });
  });

  it('keeps values of different types apart', () => {
    const outcome = compareRows(rows(['tcp', 22, '1']), rows(['tcp', 22, 1]), rule);
    expect(outcome.changed).toHaveLength(1);
    expect(compareRows(rows(['tcp', 22, null]), rows(['tcp', 22, '']), rule).changed).toHaveLength(1);
  });

  it('accounts for every row once, and undoes itself when turned round', () => {
    const cell = fc.constantFrom<Cell>('a', 'b', null, 1);
    const side = fc.array(fc.tuple(fc.constantFrom('tcp', 'udp'), fc.integer({ min: 1, max: 3 }), cell), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(side, side, (left, right) => {
        const [before, after] = [rows(...left), rows(...right)];
        const forth = compareRows(before, after, rule);
        const back = compareRows(after, before, rule);
        expect(forth.removed.length + forth.changed.length + forth.unchanged).toBe(before.length);
        expect(forth.added.length + forth.changed.length + forth.unchanged).toBe(after.length);
        expect(back.added).toEqual(forth.removed);
        expect(back.removed).toEqual(forth.added);
        expect(back.unchanged).toBe(forth.unchanged);
      }),
    );
  });
});
