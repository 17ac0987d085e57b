import type { Cell } from '../kqlText/kqlTypes.ts';
import { stringLiteral } from '../kqlText/literals.ts';

/** A playbook's word on which raw events stand behind a row: a condition, and an expression for each column that must agree. */
export interface RawRule {
  readonly filter: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly anyWhenEmpty?: readonly string[] | undefined;
}

/** The name of the column that holds a raw event's row number in its exhibit. */
const rowColumn = 'ExhibitRow';

/**
 * KQL over the raw events of an exhibit, in its order, that gives the row numbers of those behind one row of a summary, in order of
 * time; of a summary of a part of the events' window, only those of that part.
 */
export function drillDownQuery(
  { filter, keys, anyWhenEmpty = [] }: RawRule,
  row: Readonly<Record<string, Cell>>,
  part?: { readonly from: string; readonly to: string },
): string {
  const conditions = Object.entries(keys).flatMap(([column, expression]) => {
    const text = String(row[column] ?? '');
    if (text === '' && anyWhenEmpty.includes(column)) return [];
    return [`\n| where tostring(${expression}) == ${stringLiteral(text)}`];
  });
  const inPart = part
    ? `\n| where TimeGenerated >= datetime(${part.from}) and TimeGenerated < datetime(${part.to})`
    : '';
  return `SecurityIoTRawEvent\n| serialize ${rowColumn}=row_number()${inPart}\n| extend d=parse_json(EventDetails)\n| where ${filter}${conditions.join('')}\n| order by TimeGenerated asc, ${rowColumn} asc\n| project ${rowColumn}\n`;
}
