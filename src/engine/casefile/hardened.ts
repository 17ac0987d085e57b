import Database from 'better-sqlite3';

/** How long to wait for another process to let go of the file, in milliseconds. */
export const patience = 2000;

/** Settings of every connection to a case file: its schema is not trusted, its pages are checked as they are read. */
export function harden(db: Database.Database): void {
  db.unsafeMode(false);
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
}

/** Opens a case file for reading only; never changes it. */
export function openForReading(path: string): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: patience });
  harden(db);
  return db;
}
