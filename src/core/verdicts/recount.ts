import type { Verdict } from './verdict.ts';

type Rows = readonly (readonly unknown[])[];

/**
 * How the rows of a summary differ from those of the same query on the raw events, whatever their order and that of the values
 * in a set: how many only the one has, and how many only the other. Undefined where they are the same.
 */
export function recountDifference(
  answered: Rows,
  recounted: Rows,
): { readonly onlyAnswered: number; readonly onlyRecounted: number } | undefined {
  const left = new Map<string, number>();
  for (const row of answered) left.set(plain(row), (left.get(plain(row)) ?? 0) + 1);
  let onlyRecounted = 0;
  for (const row of recounted) {
    const key = plain(row);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    else onlyRecounted += 1;
  }
  const onlyAnswered = [...left.values()].reduce((sum, count) => sum + count, 0);
  return onlyAnswered + onlyRecounted === 0 ? undefined : { onlyAnswered, onlyRecounted };
}

/** The verdict on a recount that came to another result than the exhibit `of`, from the raw events of the exhibit `raw`. */
export const judgeRecount = (
  of: number,
  raw: number,
  { onlyAnswered, onlyRecounted }: { readonly onlyAnswered: number; readonly onlyRecounted: number },
): Verdict => ({
  kind: 'summaryDiffers',
  text: `Recounted from the raw events of exhibit ${raw}, the answer of exhibit ${of} comes out otherwise: ${rowsText(onlyAnswered)} only in exhibit ${of}, ${rowsText(onlyRecounted)} only here. Compare the two, and read the raw events behind what differs.`,
});

const rowsText = (count: number): string => (count === 1 ? '1 row is' : `${count} rows are`);

const plain = (row: readonly unknown[]): string => JSON.stringify(row.map(plainCell));

function plainCell(cell: unknown): unknown {
  if (typeof cell !== 'string' || !cell.startsWith('[')) return cell;
  try {
    const value: unknown = JSON.parse(cell);
    return Array.isArray(value) ? value.map((each) => JSON.stringify(each)).sort() : cell;
  } catch {
    return cell;
  }
}
