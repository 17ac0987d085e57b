import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { withoutGuards } from './testCase.ts';

/** Makes a file that somebody sends as a case, at a path beside a good case. */
export type MakeHostile = (path: string, good: string) => void;

/** A copy of the good case on which `sql` was run without its guards, which are put back. */
export const altered =
  (sql: string) =>
  (path: string, good: string): void => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('foreign_keys = OFF');
    db.pragma('synchronous = OFF');
    withoutGuards(db, () => db.exec(sql));
    db.close();
  };

/** A table whose strictness is taken away, filled, and claimed again. */
export const unstrict = (table: string, sql: string) => (path: string, good: string) => {
  altered('')(path, good);
  const change = (from: string, to: string) => {
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.prepare('UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?').run(from, to, table);
    db.close();
  };
  change(') STRICT', ') ');
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  for (const event of ['update', 'delete', 'replace', 'insert']) db.exec(`DROP TRIGGER IF EXISTS ${table}_no_${event}`);
  db.exec(sql);
  db.close();
  change(') ', ') STRICT');
};

export const patched = (at: number, bytes: readonly number[]) => (path: string, good: string) => {
  const content = readFileSync(good);
  content.set(bytes, at);
  writeFileSync(path, content);
};
export const content = (bytes: string | Buffer) => (path: string) => writeFileSync(path, bytes);
export const beside = (suffix: string, bytes: (good: string) => Buffer | string) => (path: string, good: string) => {
  copyFileSync(good, path);
  writeFileSync(path + suffix, bytes(good));
};
