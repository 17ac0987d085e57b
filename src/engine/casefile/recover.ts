import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { JsonValue } from '../../core/custody/canonicalJson.ts';
import type { Recovery } from '../../shared/contract/recovery.ts';
import { CasebookError } from '../../shared/result.ts';
import { defaultActor } from './actor.ts';
import { existingPath } from './caseRegistry.ts';
import { claimCase } from './claim.ts';
import { makeCaseFile } from './createCase.ts';
import { appendCustody } from './custodyStore.ts';
import { fileSha256 } from './fileSha256.ts';
import { checkFile } from './inspect.ts';
import { leftoversBelong, leftoversOf } from './leftovers.ts';
import { caseRecord, recordEvent, writtenSha256 } from './records.ts';
import { keepLines } from './recoverAttachments.ts';
import { restoreFacts } from './recoverFacts.ts';
import { type FoundRecords, readRecords } from './recoverRead.ts';
import { type Leftovers, restoredEvent, restoreRecord } from './recoverWrite.ts';
import { openSalvage, type Salvage } from './salvageRows.ts';
import { asFileError } from './sqliteErrors.ts';

/** The files that hold a case together with its own: what was written last may be in them alone. */
const parts = ['', '-wal', '-journal'] as const;

/**
 * Takes whatever can be read of a damaged case file into a new one that verifies, and names what is lost. With `out` the
 * damaged file stays untouched in its place; without, it is set aside under another name and the new one takes its place.
 * Throws `caseNotFound`, `caseBusy`, `outputExists`, or `caseDamaged` when nothing at all can be read.
 */
export function recoverCase(given: string, out: string | undefined, productVersion: string): Recovery {
  const path = existingPath(given);
  checkFile(path);
  const claim = claimCase(path);
  if ('refused' in claim && claim.refused === 'inUse') {
    throw new CasebookError('caseBusy', `${path} is in use: close it there first.`, { path });
  }
  const target = out === undefined ? `${path}.recovering` : existingPath(out);
  const copy = join(dirname(target), `.${randomUUID()}.casefile-partial`);
  try {
    const belongs = leftoversBelong(path);
    for (const part of belongs ? parts : ['']) if (existsSync(path + part)) copyFileSync(path + part, copy + part);
    const origin = { name: basename(path), sha256: fileSha256(path) };
    const salvage = openSalvage(copy);
    if (!salvage) {
      throw new CasebookError('caseDamaged', `Nothing of ${path} can be read: it was left as it is.`, { path });
    }
    const lost = belongs
      ? []
      : [`${leftoversOf(path).join(', ')} beside the file: not of this case, or damaged; left out`];
    const result = writeRecovered(salvage, target, origin, productVersion, lost);
    const setAside = out === undefined ? setAsideFile(path, target) : null;
    return { ...result, path: out === undefined ? path : target, setAside, originSha256: origin.sha256 };
  } catch (error) {
    throw asFileError(error, target);
  } finally {
    for (const part of [...parts, '-shm']) rmSync(copy + part, { force: true });
    if (!('refused' in claim)) claim.release();
  }
}

function writeRecovered(
  salvage: Salvage,
  target: string,
  origin: { name: string; sha256: string },
  productVersion: string,
  leftOut: readonly string[],
): Pick<Recovery, 'recovered' | 'lost' | 'changed'> {
  try {
    const found = readRecords(salvage);
    found.lost.unshift(...leftOut);
    let result = { recovered: 0, lost: found.lost, changed: found.changed };
    makeCaseFile(target, (db) => {
      result = fill(db, salvage, found, origin, productVersion);
    });
    return result;
  } finally {
    salvage.close();
  }
}

function fill(
  db: Database.Database,
  salvage: Salvage,
  found: FoundRecords,
  origin: { name: string; sha256: string },
  productVersion: string,
) {
  const { lost, changed, custody } = found;
  const leftovers: Leftovers = { lost, remains: [] };
  const playbookSha256 = restoreFacts(db, salvage, origin.name, productVersion, lost);
  const restored = found.records.filter((record) => restoreRecord(db, salvage, record, leftovers));
  const actor = defaultActor('');
  const kept = [
    ...keepLines(db, 'custody-of-the-damaged-case.jsonl', custody, actor),
    ...keepLines(db, 'remains-of-the-damaged-case.jsonl', leftovers.remains, actor),
  ];
  const { case_id } = readCaseId(db);
  const created = { caseId: case_id, productVersion, recordSha256: writtenSha256(caseRecord(db)), playbookSha256 };
  appendCustody(db, { actor, action: 'create', detail: created });
  const detail = {
    origin: origin.name,
    originSha256: origin.sha256,
    originHead: textOf(custody.at(-1)?.hash),
    originEvents: custody.length,
    recovered: restored.length,
    lost: shortened(lost),
    changed: shortened(changed),
  };
  appendCustody(db, { actor, action: 'recover', detail });
  for (const record of restored) appendCustody(db, restoredEvent(db, record, actor));
  for (const number of kept) {
    const kept = db.prepare<[number], string>('SELECT sha256 FROM attachments WHERE number = ?').pluck().get(number);
    appendCustody(db, recordEvent(db, 'attachment', [number], { actor, more: { contentSha256: kept ?? null } }));
  }
  return { recovered: restored.length, lost, changed };
}

/** What fits into an event; the whole lists are in the answer of the call. */
const shortened = (list: readonly string[]) => list.slice(0, 1000).map((text) => text.slice(0, 400).toWellFormed());

const readCaseId = (db: Database.Database) =>
  z.object({ case_id: z.string() }).parse(db.prepare('SELECT case_id FROM case_facts').get());
const textOf = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '');

/** Renames the damaged file and what belongs to it, and gives the recovered one its place. Nothing is deleted. */
function setAsideFile(path: string, recovered: string): string {
  const free = (name: string) => parts.every((part) => !lstatSync(name + part, { throwIfNoEntry: false }));
  let aside = `${path}.damaged`;
  for (let number = 2; !free(aside); number += 1) aside = `${path}.damaged-${number}`;
  for (const part of parts.toReversed()) if (existsSync(path + part)) renameSync(path + part, aside + part);
  renameSync(recovered, path);
  return aside;
}
