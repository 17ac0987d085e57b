import { expect, test } from 'vitest';
import type { Cell, Column } from '../../core/kqlText/kqlTypes.ts';
import { exampleInput, examplePlaybook } from './exampleCase.ts';
import { rowBlock } from './rowBlock.ts';

const column = (name: string): Column => ({ name, type: 'string' });
const blockOf = (columns: readonly Column[], rows: readonly (readonly Cell[])[]) => {
  const { view, readRows } = exampleInput({
    playbook: examplePlaybook,
    exhibits: [{ stepId: null, variant: 'adhoc', columns, rows }],
  });
  const [exhibit] = view.exhibits;
  if (!exhibit) throw new Error('the example has no exhibit');
  return rowBlock(exhibit, readRows);
};
const names = Array.from({ length: 14 }, (_, index) => `Column${index}`);

test('columns that say the same in every row are stated once, and the others fit a table', () => {
  const rows = Array.from({ length: 60 }, (_, row) =>
    names.map((_, index) => (index < 3 ? `${row}-${index}` : index === 3 ? null : 'same')),
  );
  const block = blockOf(names.map(column), rows);
  expect(block.layout.kind).toBe('table');
  expect(block.columns).toEqual(names.slice(0, 3));
  expect(block.common.map(({ name }) => name)).toEqual(names.slice(3));
  expect(block.common[0]?.cell).toEqual({ kind: 'null' });
  expect(block.common[1]?.cell).toEqual({ kind: 'text', text: 'same', cut: 0 });
  expect(block.rows).toHaveLength(50);
  expect(block.leftOut).toContain('10 rows left out. Exhibit 1 of the case file');
});

test('a cell that differs only beyond where it is cut is not the same', () => {
  const rows = ['a', 'b'].map((end) => names.map(() => `${'x'.repeat(2000)}${end}`));
  const block = blockOf(names.map(column), rows);
  expect(block.common).toEqual([]);
  expect(block.columns).toEqual(names);
});

test('rows that stay too wide are set as blocks, twenty of them', () => {
  const rows = Array.from({ length: 30 }, (_, row) =>
    names.map((_, index) => (index === 1 ? 'long '.repeat(20) : `${row}`)),
  );
  const block = blockOf(names.map(column), rows);
  expect(block.layout).toEqual({ kind: 'records', short: names.slice(1).map(() => true) });
  expect(block.common.map(({ name, short }) => [name, short])).toEqual([['Column1', false]]);
  expect(block.rows).toHaveLength(20);
  expect(block.leftOut).toContain('The first 20 of 30 rows are shown; 10 rows left out.');
});

test('one row alone, or rows all alike, keep their cells', () => {
  expect(blockOf(names.map(column), [names]).rows[0]?.cells).toHaveLength(14);
  expect(blockOf(names.map(column), [names, names]).rows[0]?.cells).toHaveLength(14);
});
