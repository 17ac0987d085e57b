import { printable } from './printable.ts';
import { fitText, padText, textWidth } from './textWidth.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const gap = '  ';
const narrowest = 8;
/** Where the output is no terminal, lines may be long; single cells are still cut, since a table is for reading. */
const widestCell = 160;

/**
 * Rows in aligned columns. Cells are cut so that lines fit `width`; where even narrow columns do not fit, each row becomes a
 * block of `title  value` lines. Unsafe characters are shown as escapes.
 */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string {
  const titles = columns.map(({ title }) => printable(title));
  const cells = rows.map((row) => columns.map((_, place) => printable(row[place] ?? '')));
  const natural = columns.map((_, place) =>
    Math.min(widestCell, Math.max(...[titles, ...cells].map((row) => textWidth(row[place] ?? '')))),
  );
  const widths = shrink(natural, width);
  if (!widths) return formatBlocks(titles, cells, width ?? widestCell);
  const line = (row: readonly string[]) =>
    widths
      .map((size, place) => padText(fitText(row[place] ?? '', size), size, columns[place]?.align ?? 'left'))
      .join(gap)
      .trimEnd();
  return [line(titles), widths.map((size) => '-'.repeat(size)).join(gap), ...cells.map(line)].join('\n');
}

/** Takes from the widest columns until the line fits; undefined where it cannot. */
function shrink(natural: readonly number[], width: number | undefined): number[] | undefined {
  const widths = [...natural];
  if (width === undefined) return widths;
  const gaps = gap.length * (widths.length - 1);
  let excess = widths.reduce((sum, size) => sum + size, gaps) - width;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) return undefined;
    const second = Math.max(narrowest, ...widths.filter((size) => size < widest));
    const tied = widths.filter((size) => size === widest).length;
    const cut = Math.min(widest - second, Math.ceil(excess / tied));
    for (const [place, size] of widths.entries()) if (size === widest) widths[place] = size - cut;
    excess -= cut * tied;
  }
  return widths;
}

function formatBlocks(titles: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const label = Math.max(...titles.map(textWidth));
  return rows
    .map((row, index) =>
      [
        `Row ${index + 1}`,
        ...titles.map((title, place) =>
          `${gap}${padText(title, label, 'left')}${gap}${fitText(row[place] ?? '', Math.max(narrowest, width - label - 4))}`.trimEnd(),
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

/** Lines of `label  value`. */
export function formatFacts(facts: readonly (readonly [label: string, value: string])[]): string {
  const label = Math.max(...facts.map(([name]) => textWidth(name)));
  return facts.map(([name, value]) => `${padText(name, label, 'left')}${gap}${printable(value)}`).join('\n');
}
