import { stringLiteral } from '../kqlText/literals.ts';

/** The counts of a companion: of its rows by item, with the times of the first and the last. */
export const countsQuery = (rows: string): string =>
  `${rows.trimEnd()}\n| summarize Rows=count(), FirstTime=min(TimeGenerated), LastTime=max(TimeGenerated) by Item\n| order by Rows desc, Item asc\n`;

/** The rows behind one of a companion's counts. */
export const rowsQuery = (rows: string, item: string): string =>
  `${rows.trimEnd()}\n| where Item == ${stringLiteral(item)}\n`;

/** A companion's count in words; `rows` is 0 for an item that no row belongs to. */
export interface CompanionCount {
  readonly item: string;
  readonly title: string;
  readonly rows: number;
}

/** Every item of a companion with its count, those with rows first. `counted` are the rows of the counts query. */
export function companionCounts(
  items: readonly { readonly id: string; readonly title: string }[],
  counted: readonly { readonly item: string; readonly rows: number }[],
): CompanionCount[] {
  const counts = items.map(({ id, title }) => ({
    item: id,
    title,
    rows: counted.find(({ item }) => item === id)?.rows ?? 0,
  }));
  return counts.sort((a, b) => b.rows - a.rows);
}
