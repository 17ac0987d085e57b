import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { canonicalJson, type JsonValue } from '../../core/custody/canonicalJson.ts';
import { CasebookError } from '../../shared/result.ts';
import { defaultActor } from './actor.ts';
import type { CaseFacts } from './caseFile.ts';
import { appendCustody } from './custodyStore.ts';
import { applicationId } from './format.ts';
import { applyMigrations } from './migrate.ts';
import { migrations } from './migrations/migrations.ts';
import { caseRecord, insertRecord, writtenSha256 } from './records.ts';
import { sha256Hex } from './sha256.ts';
import { asCaseError, asFileError } from './sqliteErrors.ts';

/** Makes a new case file. Throws as `makeCaseFile` does. */
export function createCaseFile(path: string, facts: CaseFacts, productVersion: string): void {
  makeCaseFile(path, (db) => insertFacts(db, facts, productVersion));
}

/**
 * Makes a case file under a temporary name in its folder, filled in one transaction, and gives it its own name when it is
 * whole. Throws `outputExists`, `folderNotFound`, `notWritable` or `diskFull`, and leaves nothing behind.
 */
export function makeCaseFile(path: string, fill: (db: Database.Database) => void): void {
  const partial = join(dirname(path), `.${randomUUID()}.casefile-partial`);
  try {
    if (lstatSync(path, { throwIfNoEntry: false })) {
      throw new CasebookError('outputExists', `${path} exists already: choose another name.`, { path });
    }
    closeSync(openSync(partial, 'wx'));
    build(partial, fill);
    publish(partial, path);
  } catch (error) {
    throw asFileError(asCaseError(error, path), path);
  } finally {
    for (const name of [partial, `${partial}-journal`]) removePartial(name);
  }
}

function build(partial: string, fill: (db: Database.Database) => void): void {
  const db = new Database(partial);
  try {
    db.pragma(`application_id = ${applicationId}`);
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    applyMigrations(db, migrations);
    db.transaction(() => fill(db)).immediate();
  } finally {
    db.close();
  }
}

function insertFacts(db: Database.Database, facts: CaseFacts, productVersion: string): void {
  // The snapshot went through its schema, which knows nothing but JSON values.
  const playbook = canonicalJson(facts.playbook as unknown as JsonValue);
  const playbookSha256 = sha256Hex(playbook);
  const caseId = randomUUID();
  insertRecord(db, 'case_facts', {
    id: 1,
    case_id: caseId,
    title: facts.title.toWellFormed(),
    examiner: facts.examiner.toWellFormed(),
    created_at: new Date().toISOString(),
    product_version: productVersion,
    source: canonicalJson(facts.source),
    source_label: facts.sourceLabel.toWellFormed(),
    window_from: facts.window.from,
    window_to: facts.window.to,
  });
  insertRecord(db, 'subjects', { number: 1, kind: 'device', name: facts.subject.deviceId });
  insertRecord(db, 'subjects', { number: 2, kind: 'hub', name: facts.subject.hubName });
  insertRecord(db, 'playbook_snapshot', { id: 1, playbook, sha256: playbookSha256 });
  appendCustody(db, {
    actor: defaultActor(facts.examiner),
    action: 'create',
    detail: { caseId, productVersion, recordSha256: writtenSha256(caseRecord(db)), playbookSha256 },
  });
}

/** Where the folder is not one there is nothing to remove, and the reason is already on its way. */
function removePartial(name: string): void {
  if (existsSync(name)) rmSync(name);
}

/** Gives a whole file its name without ever replacing another file. */
export function publish(partial: string, path: string): void {
  try {
    linkSync(partial, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'].includes(code)) throw error;
    // A file system without hard links: reserve the name, then put the whole file in its place.
    closeSync(openSync(path, 'wx'));
    renameSync(partial, path);
  }
  if (process.platform !== 'win32') syncFolder(dirname(path));
}

/** A new name is on the disk only when its folder is. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
