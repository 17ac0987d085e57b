import type Database from 'better-sqlite3';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import type { ExhibitSummary } from '../../shared/contract/exhibits.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { type StoredCell, shownCell } from './answer/storedCell.ts';
import { addSortFunctions, filterTerm, sortTerms } from './pagingTerms.ts';
import { rowTableName } from './rowTable.ts';

type PageInput = Omit<Input<'exhibits.page'>, 'caseId'>;
type Page = Output<'exhibits.page'>;

/** A sorted or filtered order of an exhibit's rows, held in memory as a temporary table. */
interface View {
  readonly table: string;
  readonly total: number;
}

/** How many views of a case are kept; the one that was used longest ago goes first. */
const keptViews = 8;

/** As many rows from the top are picked out in a third of the time that it takes to order them all. */
const topRows = 1000;

/** Pages through exhibits' rows. Deep pages of a sorted or filtered exhibit come from a view table, made once. */
export function exhibitPager(db: Database.Database): (exhibit: ExhibitSummary, input: PageInput) => Page {
  addSortFunctions(db);
  const views = new Map<string, View>();
  let made = 0;

  const viewOf = (exhibit: ExhibitSummary, input: PageInput): View | undefined => {
    const filter = Object.entries(input.filter ?? {}).filter(([, text]) => text !== '');
    const key = JSON.stringify([exhibit.number, input.sort ?? null, filter.sort()]);
    const known = views.get(key);
    if (!known && filter.length === 0 && input.offset + input.limit <= topRows) return undefined;
    if (known) {
      views.delete(key);
      views.set(key, known);
      return known;
    }
    made += 1;
    const view = makeView(db, `view${made}`, exhibit, input.sort, filter);
    views.set(key, view);
    for (const [oldest, { table }] of views) {
      if (views.size <= keptViews) break;
      db.exec(`DROP TABLE temp.${table}`);
      views.delete(oldest);
    }
    return view;
  };

  return (exhibit, input) => {
    if (exhibit.outcome === 'failed') return { total: 0, rows: [] };
    const plain = !input.sort && Object.values(input.filter ?? {}).every((text) => text === '');
    const view = plain ? undefined : viewOf(exhibit, input);
    const rows = !view && input.sort ? readTop(db, exhibit, input.sort, input) : readPage(db, exhibit, view, input);
    return { total: view?.total ?? exhibit.rowCount, rows };
  };
}

function makeView(
  db: Database.Database,
  table: string,
  exhibit: ExhibitSummary,
  sort: PageInput['sort'],
  filter: [string, string][],
): View {
  const terms = filter.map(([name, text]) => filterTerm(...columnOf(exhibit, name), text));
  const where = terms.length > 0 ? ` WHERE ${terms.map(({ sql }) => sql).join(' AND ')}` : '';
  const order = sort ? sortTerms(...columnOf(exhibit, sort.column), sort.descending) : [];
  const from = `SELECT n FROM main.${rowTableName(exhibit.number)}${where} ORDER BY ${[...order, 'n'].join(', ')}`;
  db.exec(`CREATE TEMP TABLE ${table} (p INTEGER PRIMARY KEY, n INTEGER NOT NULL)`);
  const made = db.prepare(`INSERT INTO temp.${table} (n) ${from}`).run(...terms.map(({ value }) => value));
  return { table, total: made.changes };
}

function readPage(
  db: Database.Database,
  exhibit: ExhibitSummary,
  view: View | undefined,
  input: PageInput,
): Page['rows'] {
  const rows = `main.${rowTableName(exhibit.number)}`;
  const cells = cellsOf(exhibit);
  const sql = view
    ? `SELECT ${cells} FROM temp.${view.table} AS v JOIN ${rows} AS r ON r.n = v.n WHERE v.p > ? AND v.p <= ? ORDER BY v.p`
    : `SELECT ${cells} FROM ${rows} AS r WHERE r.n > ? AND r.n <= ? ORDER BY r.n`;
  const found = db.prepare<[number, number], StoredCell[]>(sql).safeIntegers().raw();
  return found.all(input.offset, input.offset + input.limit).map((stored) => shownRow(exhibit, stored));
}

/** The first rows of a sorted exhibit. The sort carries the rows' numbers alone; their cells are read afterwards. */
function readTop(
  db: Database.Database,
  exhibit: ExhibitSummary,
  { column, descending }: NonNullable<PageInput['sort']>,
  { offset, limit }: PageInput,
): Page['rows'] {
  const rows = `main.${rowTableName(exhibit.number)}`;
  const order = [...sortTerms(...columnOf(exhibit, column), descending), 'n'].join(', ');
  const numbers = db.prepare<[number, number], number>(`SELECT n FROM ${rows} ORDER BY ${order} LIMIT ? OFFSET ?`);
  const row = db.prepare<[number], StoredCell[]>(`SELECT ${cellsOf(exhibit)} FROM ${rows} AS r WHERE r.n = ?`);
  row.safeIntegers().raw();
  return numbers
    .pluck()
    .all(limit, offset)
    .map((number) => shownRow(exhibit, row.get(number) ?? []));
}

const cellsOf = ({ columns }: ExhibitSummary): string => ['r.n', ...columns.map((_, at) => `r.c${at}`)].join(', ');

const shownRow = ({ columns }: ExhibitSummary, [n, ...stored]: StoredCell[]): Page['rows'][number] => ({
  row: Number(n),
  cells: columns.map(({ type }, at) => shownCell(stored[at] ?? null, type)),
});

/** Column names come from callers; only those of the catalogue become SQL, as `c0`, `c1` …. */
function columnOf(exhibit: ExhibitSummary, name: string): [cell: string, column: Column] {
  const at = exhibit.columns.findIndex((column) => column.name === name);
  const column = exhibit.columns[at];
  if (column) return [`c${at}`, column];
  const names = exhibit.columns.map((column) => column.name).join(', ');
  const message = `Exhibit ${exhibit.number} has no column "${name}". It has: ${names}.`;
  throw new CasebookError('invalidInput', message, { exhibit: exhibit.number, column: name });
}
