import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { CaseFile } from '../../casefile/caseFile.ts';
import type { KqlError } from '../../kql/errors.ts';
import type { KqlTable, TableCall } from '../../kql/types.ts';
import type { TablesBeside } from '../local/tablesBeside.ts';
import { resolveExhibit, whatExists } from './exhibitNames.ts';
import type { ExhibitShelf } from './exhibitShelf.ts';
import { storedColumn } from './loadExhibit.ts';

/** The exhibits of a case as tables for one query, and what the query read. */
export interface ExhibitTables extends TablesBeside {
  /** The exhibits that the query read, in order of their numbers. */
  read(): ExhibitSummary[];
  /** Whether it read tables of the source as well. */
  readOthers(): boolean;
  /** Told once the query has ended: its tables may go. */
  release(): void;
}

const tableName = (number: number): string => `exhibit ${number}`;

/** Each exhibit with rows as the table that `exhibit(…)` gives by its number and by every name that stands for it. */
export function tablesOf(exhibits: readonly ExhibitSummary[]): KqlTable[] {
  const names = new Set(exhibits.flatMap(({ stepId, title }) => [...(stepId === null ? [] : [stepId]), title]));
  const tables = new Map<number, KqlTable & { readonly calls: TableCall[] }>();
  for (const argument of [...exhibits.map(({ number }) => number), ...names]) {
    const resolved = resolveExhibit(exhibits, argument);
    if (!('exhibit' in resolved)) continue;
    const { number, columns } = resolved.exhibit;
    const storedAs = columns.map((_, place) => storedColumn(place));
    const table = tables.get(number) ?? { name: tableName(number), columns, storedAs, calls: [] };
    table.calls.push({ function: 'exhibit', argument });
    tables.set(number, table);
  }
  return [...tables.values()];
}

/** `sourceGone` says why the case's source cannot be read, where it cannot. */
export function exhibitTables(caseFile: CaseFile, shelf: ExhibitShelf, sourceGone: string | undefined): ExhibitTables {
  const { exhibits } = caseFile.view();
  const byTable = new Map(exhibits.map((exhibit) => [tableName(exhibit.number), exhibit]));
  const loaded = new Map<string, ExhibitSummary>();
  const releases: (() => void)[] = [];
  let others = false;
  return {
    tables: tablesOf(exhibits),
    async load(connection, names, signal) {
      for (const name of names) {
        const exhibit = byTable.get(name);
        if (exhibit === undefined) others = true;
        if (exhibit === undefined || loaded.has(name)) continue;
        releases.push(await shelf.take(connection, caseFile, exhibit, signal));
        loaded.set(name, exhibit);
      }
    },
    storedName(table) {
      const exhibit = byTable.get(table);
      return exhibit && shelf.table(caseFile, exhibit.number);
    },
    release: () => {
      for (const release of releases.splice(0)) release();
    },
    failure: (error, kql) => exhibitFailure(error, kql, exhibits, sourceGone),
    read: () => [...loaded.values()].sort((a, b) => a.number - b.number),
    readOthers: () => others,
  };
}

function exhibitFailure(
  error: KqlError,
  kql: string,
  exhibits: readonly ExhibitSummary[],
  sourceGone: string | undefined,
): CasebookError | undefined {
  const { place, subject } = error;
  const where = place ? ` (line ${place.line}, column ${place.column})` : '';
  const detail = {
    code: error.code,
    help: whatExists(exhibits),
    ...(place ? { line: place.line, column: place.column, start: place.start, length: place.length } : {}),
  };
  if (error.code === 'unknownCall') {
    const resolved = resolveExhibit(exhibits, argumentOf(subject ?? ''));
    const reason = 'reason' in resolved ? resolved.reason : error.message;
    return new CasebookError('unknownExhibit', `${reason.replace(/\.$/, '')}${where}.`, detail, { cause: error });
  }
  if (/'exhibit' does not refer to any known function/.test(error.message)) {
    return new CasebookError('unknownExhibit', `${whatExists(exhibits)}`, detail, { cause: error });
  }
  if (sourceGone !== undefined && (error.code === 'unknownTable' || standsForTable(error, kql))) {
    const table = subject ?? (place ? kql.slice(place.start, place.start + place.length) : '');
    const message = `There is no table ${table}${where}: only the case’s exhibits can be read, because its source cannot be. ${sourceGone}`;
    return new CasebookError('tableAbsent', message, { ...detail, table }, { cause: error });
  }
  return undefined;
}

/** Whether an unknown name stands where a query or a subquery begins, so that a table is meant. */
const standsForTable = ({ code, place }: KqlError, kql: string): boolean =>
  code === 'KS142' && place !== undefined && /(^|[;(])\s*$/.test(kql.slice(0, place.start));

/** The argument of a call, from its JSON. */
const argumentOf = (json: string): string | number => (json.startsWith('"') ? String(JSON.parse(json)) : Number(json));
