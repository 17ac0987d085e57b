import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '../../core/custody/canonicalJson.ts';
import { caseId } from '../../shared/contract/primitives.ts';
import { readFacts, readPlaybook } from './caseContents.ts';
import { insertRecord } from './records.ts';
import type { Salvage } from './salvageRows.ts';
import { sha256Hex } from './sha256.ts';

/** The case facts, subjects and playbook as they were, or what stands for each that cannot be used; hands back the playbook's hash. */
export function restoreFacts(
  db: Database.Database,
  salvage: Salvage,
  name: string,
  productVersion: string,
  lost: string[],
): string {
  const now = new Date().toISOString();
  const attempt = (what: string, rows: () => void, check: () => unknown, instead: () => void) => {
    try {
      db.transaction(() => {
        rows();
        check();
      })();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      lost.push(`${what}: cannot be used (${error.message.replaceAll('\n', ' ').slice(0, 300)})`);
      instead();
    }
  };
  const copyRows = (table: string) => () => {
    for (const row of salvage.rows(table).rows) insertRecord(db, table, row);
  };
  attempt(
    'case facts and subjects',
    () => {
      copyRows('case_facts')();
      copyRows('subjects')();
      if (db.prepare('SELECT count(*) FROM subjects').pluck().get() !== 2) throw new Error('the subjects are not two');
    },
    () => readFacts(db),
    () => {
      insertRecord(db, 'case_facts', {
        id: 1,
        case_id: caseId.parse(randomUUID()),
        title: `Recovered from ${name}`,
        examiner: '',
        created_at: now,
        product_version: productVersion,
        source: canonicalJson({ kind: 'local', folder: 'unknown' }),
        source_label: 'unknown',
        window_from: '1970-01-01T00:00:00Z',
        window_to: now,
      });
      insertRecord(db, 'subjects', { number: 1, kind: 'device', name: 'unknown' });
      insertRecord(db, 'subjects', { number: 2, kind: 'hub', name: 'unknown' });
    },
  );
  attempt(
    'playbook snapshot',
    copyRows('playbook_snapshot'),
    () => {
      readPlaybook(db);
      const { playbook, sha256 } = snapshot(db);
      if (sha256Hex(playbook) !== sha256) throw new Error('it does not match its SHA-256');
    },
    () => {
      const playbook = canonicalJson(lostPlaybook);
      insertRecord(db, 'playbook_snapshot', { id: 1, playbook, sha256: sha256Hex(playbook) });
    },
  );
  return snapshot(db).sha256;
}

const snapshot = (db: Database.Database) =>
  z
    .object({ playbook: z.string(), sha256: z.string() })
    .parse(db.prepare('SELECT playbook, sha256 FROM playbook_snapshot').get());

const lostPlaybook = {
  id: 'lost',
  version: '0',
  title: 'The playbook of this case is lost',
  attribution: '',
  introduction: '',
  preparation: { title: '', tasks: [] },
  groups: [],
  closing: { title: '', tasks: [] },
};
