import type Database from 'better-sqlite3';
import { chainProblems } from '../../core/custody/chain.ts';
import type { Verification } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { readFacts, readPlaybook } from './caseContents.ts';
import { existingPath } from './caseRegistry.ts';
import { schemaProblems } from './caseSchema.ts';
import { readCustody } from './custodyStore.ts';
import { emptyNewerTables } from './emptyNewerTables.ts';
import { openForReading } from './hardened.ts';
import { appliedTo, checkFile, checkHeader } from './inspect.ts';
import { foldLeftover } from './journal.ts';
import { migrations } from './migrations/migrations.ts';
import { oversizedTexts } from './recordSizes.ts';
import { sha256Hex } from './sha256.ts';
import { asCaseError } from './sqliteErrors.ts';
import { newVerificationProgress, type VerificationProgress } from './verificationProgress.ts';
import { verifyEvents } from './verifyEvents.ts';
import { verifyExhibits } from './verifyExhibits.ts';

/**
 * Recomputes every hash of a case and its custody chain from the file alone, reading only, and names whatever does not
 * match. Throws `caseNotFound`, `caseForeign` or `caseTooNew` when there is no case to verify. That the newest events and
 * what they tell of were not cut off, or the whole chain written anew, shows only by comparing `custodyHead` with one kept
 * elsewhere.
 */
export function verifyCase(given: string): Verification {
  const path = existingPath(given);
  checkFile(path);
  const progress = newVerificationProgress();
  let custodyHead = '';
  let db: Database.Database | undefined;
  try {
    foldLeftover(path);
    db = openForReading(path);
    custodyHead = verifyDatabase(db, path, progress);
  } catch (error) {
    const known = asCaseError(error, path);
    if (!(known instanceof CasebookError) || known.code !== 'caseDamaged') throw known;
    progress.problems.push(`file: ${known.message}`);
  } finally {
    db?.close();
  }
  const { checked, problems } = progress;
  return { ok: problems.length === 0, checked, problems, custodyHead };
}

function verifyDatabase(db: Database.Database, path: string, progress: VerificationProgress): string {
  const version = checkHeader(db, path, migrations);
  let unreadable = false;
  progress.attempt('schema', () => {
    const schema = schemaProblems(db, appliedTo(version, migrations));
    for (const problem of schema.problems) progress.problems.push(`schema: ${problem}`);
    unreadable = schema.unreadable;
  });
  if (unreadable) {
    progress.problems.push('schema: reading the file could run what is in it, so nothing else of it was read');
    return '';
  }
  progress.attempt('file structure', () => {
    for (const line of db.prepare<[], string>('PRAGMA integrity_check(20)').pluck().all()) {
      if (line !== 'ok') progress.problems.push(`file structure: ${line.replaceAll('\n', ' ')}`);
    }
    if (db.prepare('PRAGMA foreign_key_check').all().length > 0) {
      progress.problems.push('file structure: a citation or a raw answer belongs to nothing');
    }
  });
  let oversized: string[] = [];
  progress.attempt('schema', () => {
    emptyNewerTables(db, version, migrations);
    oversized = oversizedTexts(db);
  });
  if (oversized.length > 0) {
    progress.problems.push(...oversized.map((text) => `size: ${text}`), 'size: nothing else of the file was read');
    return '';
  }
  progress.attempt('case facts', () => {
    readFacts(db);
    for (const [table, rows] of [
      ['case_facts', 1],
      ['subjects', 2],
      ['playbook_snapshot', 1],
    ] as const) {
      const found = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
      if (found !== rows) progress.problems.push(`case facts: ${table} has ${found} rows, not ${rows}`);
    }
  });
  progress.attempt('playbook snapshot', () => {
    readPlaybook(db);
    const row = db
      .prepare<[], { playbook: string; sha256: string }>('SELECT playbook, sha256 FROM playbook_snapshot')
      .get();
    if (row && sha256Hex(row.playbook) !== row.sha256) {
      progress.problems.push('playbook snapshot: does not match its SHA-256');
    }
  });
  let head = '';
  progress.attempt('custody', () => {
    const events = readCustody(db);
    progress.checked.custodyEvents = events.length;
    if (events[0]?.action !== 'create') progress.problems.push('custody: does not begin with the creation of the case');
    progress.problems.push(...chainProblems(events, sha256Hex));
    verifyEvents(db, events, progress);
    head = events.at(-1)?.hash ?? '';
  });
  verifyExhibits(db, progress);
  return head;
}
