import { CasebookError } from '../../../shared/result.ts';
import { type JsonColumn, jsonColumn } from './columnTypes.ts';
import { knownColumns } from './knownTables.ts';
import { type Reading, report } from './reading.ts';
import type { TableFile } from './tableFile.ts';
import type { TextParts } from './textParts.ts';

/** The columns of all parts together, and those of the schema where a known table is empty. */
export function columnsOf(reading: Reading, { headers, parts }: TextParts, files: readonly TableFile[]): JsonColumn[] {
  const { table } = reading;
  const all = new Set(headers);
  for (const { keys } of parts) for (const key of keys) all.add(key);
  const names = distinctNames(reading, [...all], files);
  if (names.length === 0 && reading.badLineCount === 0) names.push(...(knownColumns(table)?.keys() ?? []));
  if (names.length > 0) return names.map((name) => jsonColumn(table, name));
  const [bad] = reading.badLines;
  const reason = bad ? `${bad.file}: ${bad.reason}` : `${files.map((file) => file.name).join(', ')} is empty`;
  throw new CasebookError('tableUnreadable', `${table} has no row that can be read. ${reason}.`, {
    table,
    badLines: reading.badLines,
  });
}

/** Names that differ in case alone are one column to the database: the first is read, the others are reported. */
function distinctNames(reading: Reading, names: readonly string[], files: readonly TableFile[]): string[] {
  const kept = new Map<string, string>();
  const refused = new Set<string>();
  for (const name of names) {
    const first = kept.get(name.toLowerCase());
    if (name.trim() === '' || name.includes('\0')) refused.add('a column without a name is not read');
    else if (first === undefined) kept.set(name.toLowerCase(), name);
    else if (first !== name) refused.add(`the column ${name} differs from ${first} in case alone and is not read`);
  }
  for (const reason of refused) report(reading, { file: files.map((file) => file.name).join(', '), line: 0, reason });
  return [...kept.values()];
}
