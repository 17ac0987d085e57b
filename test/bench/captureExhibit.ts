import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import { bigAnswer, captureOf, newCase } from './bigAnswer.ts';
import { type Comparison, compare } from './measure.ts';

/** Keeping an answer whole, hashed and searchable against inserting its rows as JSON text in one transaction. */
export async function captureExhibit(rowCount: number, runs: number): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-capture-'));
  const body = bigAnswer(rowCount);
  const registry = createCaseRegistry('bench');
  let made = 0;
  try {
    return await compare(
      `capture of an exhibit of ${rowCount} rows`,
      'better-sqlite3 inserting the parsed rows as JSON text in one transaction',
      runs,
      async () => {
        const file = newCase(registry, join(folder, `${made++}.casefile`));
        await file.addExhibit(captureOf(body));
        registry.close(file.caseId);
      },
      () => {
        const db = new Database(join(folder, `${made++}.sqlite`));
        db.pragma('journal_mode = WAL');
        db.pragma('synchronous = FULL');
        db.exec('CREATE TABLE rows (n INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT');
        const insert = db.prepare('INSERT INTO rows (value) VALUES (?)');
        const answer = JSON.parse(new TextDecoder().decode(body)) as { tables: { rows: unknown[][] }[] };
        db.transaction(() => {
          for (const cells of answer.tables[0]?.rows ?? []) insert.run(JSON.stringify(cells));
        })();
        db.close();
      },
    );
  } finally {
    registry.closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
}
