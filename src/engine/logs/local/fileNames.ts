import { knownTableName } from './knownTables.ts';
import type { TableFile } from './tableFile.ts';

type FileKind = Pick<TableFile, 'format' | 'gzip'>;

const formats: Readonly<Record<string, FileKind['format']>> = {
  ndjson: 'lines',
  jsonl: 'lines',
  json: 'json',
  csv: 'csv',
  parquet: 'parquet',
};

/** Splits `SecurityAlert.csv.gz` into its stem and what its endings say; undefined for a file that is no table. */
export function fileKind(fileName: string): (FileKind & { readonly stem: string }) | undefined {
  const match = /^(.*)\.(ndjson|jsonl|json|csv|parquet)(\.gz)?$/i.exec(fileName);
  const [, stem, extension, gz] = match ?? [];
  const format = extension === undefined ? undefined : formats[extension.toLowerCase()];
  return stem && format ? { stem, format, gzip: gz !== undefined } : undefined;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*/;
const asTable = (name: string) => knownTableName(name) ?? name;

/**
 * The table that a file's stem names: `SecurityAlert`, or with the mark of a part behind it, as in `SecurityAlert-1`,
 * `SecurityAlert_2019-04` or `LinuxAudit_CL (2)`. A number behind an underscore is a mark only where a date goes on, or where
 * what stands before it is surely a table. Undefined where the stem begins with no name.
 */
export function tableOfStem(stem: string): string | undefined {
  const name = identifier.exec(stem)?.[0];
  if (name === undefined) return undefined;
  if (knownTableName(name) !== undefined) return asTable(name);
  const numbered = /^(.*[A-Za-z])_\d+$/.exec(name)?.[1];
  if (numbered === undefined) return name;
  const isPart = stem.charAt(name.length) === '-' || numbered.endsWith('_CL') || knownTableName(numbered) !== undefined;
  return isPart ? asTable(numbered) : name;
}

/** The table that a sub-folder holds: its name, or what follows `am-` in the container of a continuous export. */
export function tableOfFolder(folder: string): string | undefined {
  const name = /^am-/i.test(folder) ? folder.slice(3) : folder;
  return identifier.exec(name)?.[0] === name ? asTable(name) : undefined;
}
