import type Database from 'better-sqlite3';

/** A statement that is prepared once for each connection: over many cases, preparing would cost more than searching. */
export function statement<Bound extends unknown[], Row = unknown>(sql: string) {
  const prepared = new WeakMap<Database.Database, Database.Statement<Bound, Row>>();
  return (db: Database.Database): Database.Statement<Bound, Row> => {
    const known = prepared.get(db);
    if (known) return known;
    const made = db.prepare<Bound, Row>(sql);
    prepared.set(db, made);
    return made;
  };
}
