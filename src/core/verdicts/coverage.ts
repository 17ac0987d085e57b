import { isTrivia, lexKql } from '../kqlText/lexer.ts';
import { instantText, instantTicks } from '../time/instants.ts';
import type { Verdict } from './verdict.ts';

interface Range {
  readonly from: string;
  readonly to: string;
}

/** A table of a source: its oldest and newest TimeGenerated, both inclusive, or null where it has no row with one. */
export interface CoveredTable {
  readonly name: string;
  readonly rowCount: number;
  readonly coverage: Range | null;
}

/** A window is given in whole seconds, and reaches a second beyond the newest row because its end is not included. */
const tolerance = 10_000_000n;

/** The tables that a query's text names outside its literals and comments. */
export function tablesNamed<T extends { readonly name: string }>(kql: string, tables: readonly T[]): T[] {
  const words = new Set(
    lexKql(kql)
      .filter((token) => !isTrivia(token) && token.kind === 'word')
      .map(({ text }) => text),
  );
  return tables.filter(({ name }) => words.has(name));
}

/** One verdict for each table in which the window asked holds more time than the rows do. */
export function judgeCoverage(window: Range, tables: readonly CoveredTable[]): Verdict[] {
  return tables.flatMap((table): Verdict[] => {
    const text = uncovered(window, table);
    return text === undefined ? [] : [{ kind: 'outsideCoverage', text }];
  });
}

/** The windows of the tables in words: `SecurityAlert holds rows from … to …`. */
export const coverageText = (tables: readonly CoveredTable[]): string =>
  tables
    .flatMap(({ name, coverage }) =>
      coverage ? [`${name} holds rows from ${instantText(coverage.from)} to ${instantText(coverage.to)}`] : [],
    )
    .join('; ');

function uncovered(window: Range, { name, rowCount, coverage }: CoveredTable): string | undefined {
  const asked = `The window asked is ${instantText(window.from)} to ${instantText(window.to)}`;
  const next =
    'Whether nothing happened outside the rows or nothing was kept cannot be told: narrow the window, or get logs that reach further.';
  if (rowCount === 0) return `${asked}, and ${name} holds no row at all. ${next}`;
  if (!coverage) return `${name} has no TimeGenerated, so nothing shows which time its ${rowCount} rows cover. ${next}`;
  const from = instantTicks(window.from);
  const to = instantTicks(window.to);
  const oldest = instantTicks(coverage.from);
  const newest = instantTicks(coverage.to);
  if (newest < from || oldest >= to) {
    return `${asked}, and ${name} has no row in it: ${coverageText([{ name, rowCount, coverage }])}. ${next}`;
  }
  const gaps = [
    ...(oldest - from > tolerance ? ['starts before the oldest row'] : []),
    ...(to - newest > tolerance ? ['ends after the newest row'] : []),
  ];
  if (gaps.length === 0) return undefined;
  return `${asked}; it ${gaps.join(' and ')} of ${name}, which holds rows from ${instantText(coverage.from)} to ${instantText(coverage.to)}. ${next}`;
}
