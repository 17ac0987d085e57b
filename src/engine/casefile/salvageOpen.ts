import Database from 'better-sqlite3';
import { type ChainedEvent, chainProblems } from '../../core/custody/chain.ts';
import { custodyQuery } from './custodyStore.ts';
import { harden } from './hardened.ts';
import { migrations } from './migrations/migrations.ts';
import { rebuildFirstPage } from './salvageFile.ts';
import { sha256Hex } from './sha256.ts';
import { sqliteCode } from './sqliteErrors.ts';

/** Opens the copy as it is, or with its first page made anew, or with the places of the tables that a new case has. */
export function openReadable(copy: string): Database.Database | undefined {
  const asItIs = tryOpen(copy);
  if (asItIs && missingTables(asItIs).length === 0) return asItIs;
  asItIs?.close();
  rebuildFirstPage(copy);
  const rebuilt = tryOpen(copy);
  const missing = rebuilt ? missingTables(rebuilt) : [];
  if (!rebuilt || missing.length === 0) return rebuilt;
  enterTables(rebuilt, missing);
  rebuilt.close();
  const assumed = tryOpen(copy);
  if (!assumed || isInPlace(assumed)) return assumed;
  // Those places are not where this file has them: what its own schema still names is all there is.
  assumed.unsafeMode(true);
  const forget = assumed.prepare('DELETE FROM sqlite_schema WHERE name = ?');
  for (const { name } of missing) readable(() => forget.run(name));
  assumed.close();
  const rest = tryOpen(copy);
  if (rest && ourTables(rest).size > 0) return rest;
  rest?.close();
  return undefined;
}

/** A schema with damage in it is read as far as it goes. Nothing in the copy is run: no trigger, no view. */
function tryOpen(path: string): Database.Database | undefined {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true });
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    harden(db);
    return db;
  } catch (error) {
    db?.close();
    if (sqliteCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Whether tables are where the schema says: a custody event or the playbook can be read, and has the hash that it names. */
function isInPlace(db: Database.Database): boolean {
  const ours = ourTables(db);
  if (!ours.has('custody_events') || !ours.has('playbook_snapshot')) return false;
  const event = readable(() => db.prepare<[], ChainedEvent>(`${custodyQuery} ORDER BY sequence LIMIT 1`).get());
  if (event && !chainProblems([event], sha256Hex).some((problem) => problem.includes('own hash'))) return true;
  const kept = 'SELECT playbook, sha256 FROM playbook_snapshot';
  const snapshot = readable(() => db.prepare<[], { playbook: string; sha256: string }>(kept).get());
  return snapshot !== undefined && sha256Hex(String(snapshot.playbook)) === snapshot.sha256;
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly rootpage: number;
  readonly sql: string;
}
const tablesQuery = "SELECT * FROM sqlite_schema WHERE type = 'table'";

/** The tables of a new case that the copy's schema lacks, with the places that a new case has them in. */
function missingTables(db: Database.Database): SchemaRow[] {
  const model = new Database(':memory:');
  try {
    const names = (from: Database.Database) =>
      new Set(readable(() => from.prepare<[], SchemaRow>(tablesQuery).all())?.map(({ name }) => name));
    const known = names(db);
    for (const { version, sql } of migrations) {
      // A file of an older format lacks the newer tables, and they are nowhere.
      if (known.size > 0 && version > Number(db.pragma('user_version', { simple: true }) || version)) break;
      model.exec(sql);
    }
    return model
      .prepare<[], SchemaRow>(tablesQuery)
      .all()
      .filter(({ name }) => !known.has(name));
  } finally {
    model.close();
  }
}

function enterTables(db: Database.Database, tables: readonly SchemaRow[]): void {
  db.unsafeMode(true);
  const enter = db.prepare('INSERT INTO sqlite_schema VALUES (@type, @name, @tbl_name, @rootpage, @sql)');
  for (const row of tables) readable(() => enter.run(row));
}

/** The statement that made a table; undefined where it cannot be read, or where another object goes by the same name. */
export function tableSql(db: Database.Database, name: string): string | undefined {
  const named = 'SELECT type, sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE';
  const found = readable(() => db.prepare<[string], { type: string; sql: string }>(named).all(name));
  return found?.length === 1 && found[0]?.type === 'table' ? found[0].sql : undefined;
}

/** The tables that are made by our own statements: a view, a virtual table or a generated column in their place is not read. */
export function ourTables(db: Database.Database): Set<string> {
  const model = new Database(':memory:');
  try {
    for (const { sql } of migrations) model.exec(sql);
    const names = model.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    return new Set(names.filter((name) => tableSql(db, name) === tableSql(model, name)));
  } finally {
    model.close();
  }
}

/** The outcome of reading, or undefined where SQLite cannot. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    return undefined;
  }
}
