import { expect, test } from 'vitest';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import type { CellText } from './cellText.ts';
import { layOut } from './tableLayout.ts';

const column = (name: string, type: Column['type'] = 'string'): Column => ({ name, type });
const cell = (text: string): CellText => ({ kind: 'text', text, cut: 0 });

test('a narrow table takes only the room that it needs, and sets numbers to the right', () => {
  const layout = layOut([column('User'), column('Count', 'long')], [[cell('root'), cell('12')]], 1);
  expect(layout).toMatchObject({ kind: 'table', numeric: [false, true] });
  expect(layout.kind === 'table' && layout.share).toBeLessThan(0.25);
});

test('a column with longer text gets more room, and no shorter word is broken', () => {
  const layout = layOut(
    [column('Severity'), column('Description')],
    [[cell('Informational'), cell('word '.repeat(60))]],
    9,
  );
  const widths = layout.kind === 'table' ? layout.widths : [];
  expect(widths[1]).toBeGreaterThan(13);
  expect(widths[2]).toBeGreaterThan(50);
});

test('many columns, wide words or tall cells make one block per row', () => {
  const many = Array.from({ length: 14 }, (_, index) => column(`Column${index}`));
  expect(layOut(many, [], 1).kind).toBe('records');
  const wide = Array.from({ length: 6 }, () => column('Path'));
  expect(layOut(wide, [wide.map(() => cell('x'.repeat(60)))], 1).kind).toBe('records');
  expect(layOut([column('A'), column('B')], [[cell('a'), cell('long '.repeat(200))]], 1).kind).toBe('records');
  expect(layOut([], [], 0).kind).toBe('records');
});
