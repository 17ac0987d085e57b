import type { TimeRange } from '../../../shared/contract/index.ts';
import type { KnownTable } from '../logSource.ts';

/** Rows of a table, and its oldest and newest TimeGenerated, both inclusive; null where it has none. */
export interface Measure {
  readonly rowCount: number;
  readonly coverage: TimeRange | null;
}

/** A name as KQL takes any: `['…']`. */
const quoteName = (name: string): string => `['${name.replace(/[\\']/g, (each) => `\\${each}`)}']`;
const quoteText = (text: string): string => `'${text.replace(/[\\']/g, (each) => `\\${each}`)}'`;

/** The query that measures tables, one row for each. */
export const measureQuery = (tables: readonly KnownTable[]): string =>
  `union\n${tables.map((table) => `  (${measureOf(table)})`).join(',\n')}`;

function measureOf({ name, columns }: KnownTable): string {
  const timed = columns.some((column) => column.name === 'TimeGenerated' && column.type === 'datetime');
  const measures = timed
    ? 'summarize Rows = count(), Oldest = min(TimeGenerated), Newest = max(TimeGenerated)'
    : 'summarize Rows = count() | extend Oldest = datetime(null), Newest = datetime(null)';
  return `${quoteName(name)} | ${measures} | project Name = ${quoteText(name)}, Rows, Oldest, Newest`;
}

/** Reads the rows of the measuring query, by table. */
export function readMeasures(rows: readonly (readonly unknown[])[]): Map<string, Measure> {
  return new Map(
    rows.map(([name, count, oldest, newest]) => [
      String(name),
      {
        rowCount: Number(count),
        coverage: typeof oldest === 'string' && typeof newest === 'string' ? { from: oldest, to: newest } : null,
      },
    ]),
  );
}
