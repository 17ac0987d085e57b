import { expect, it } from 'vitest';
import { companionsInForce, readCounts } from './leftOut.ts';

const companion = { id: 'left-out', of: 'guide', title: 'Left out', items: [{ id: 'a', title: 'A' }] };
const exhibit = (number: number, name: string, variant = 'guide', role = 'companion') => ({
  number,
  stepId: 'logins',
  variant,
  outcome: 'answered',
  columns: [{ name: 'Item' }, { name: 'Rows' }],
  role: { role, ofExhibit: 1, name },
});

it('takes the newest counts, and neither the rows behind one nor another query’s', () => {
  const exhibits = [
    exhibit(2, 'left-out'),
    exhibit(4, 'left-out'),
    exhibit(5, 'left-out/a'),
    exhibit(6, 'left-out', 'hardened'),
    exhibit(7, 'left-out', 'guide', 'raw'),
  ];
  const [found, ...more] = companionsInForce({ id: 'logins', companions: [companion] }, exhibits);
  expect(found?.exhibit.number).toBe(4);
  expect(more).toEqual([]);
  expect(companionsInForce({ id: 'users', companions: [companion] }, exhibits)).toEqual([]);
});

it('reads each item’s count by the names of the columns', () => {
  expect(readCounts({ companion, exhibit: exhibit(2, 'left-out') }, [['a', 25]])).toEqual([
    { item: 'a', title: 'A', rows: 25 },
  ]);
});
