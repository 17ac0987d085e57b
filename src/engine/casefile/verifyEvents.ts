import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { ChainedEvent } from '../../core/custody/chain.ts';
import { sha256 } from '../../shared/contract/primitives.ts';
import { type KeyValue, type RecordKind, recordKinds } from './recordKinds.ts';
import { caseRecord, previousKey, readRecord, recordSha256, type StoredRecord } from './records.ts';
import { sha256Hex } from './sha256.ts';
import type { VerificationProgress } from './verificationProgress.ts';

const createDetail = z.object({ recordSha256: sha256, playbookSha256: sha256 });
const recordDetail = z.looseObject({
  recordSha256: sha256,
  previousRecordSha256: sha256.optional(),
  hiddenRecordSha256: sha256.optional(),
});
const runDetail = z.object({
  kqlSha256: sha256,
  answerSha256: sha256,
  contentSha256: sha256,
  rowsSha256: sha256,
  rowCount: z.number().int(),
});
const attachmentDetail = z.object({ contentSha256: sha256 });

type Problems = VerificationProgress['problems'];

/** Compares every record with the custody event that tells of it, and every event with its record. */
export function verifyEvents(
  db: Database.Database,
  events: readonly ChainedEvent[],
  progress: VerificationProgress,
): void {
  const told = new Set<string>();
  for (const event of events) {
    progress.attempt(`custody event ${event.sequence}`, () => {
      const detail: unknown = JSON.parse(event.detail);
      if (event.action === 'create') return verifyCreation(db, detail, told, progress);
      const kind = kinds.find(({ actions }) => actions.includes(event.action));
      if (kind) verifyRecord(db, kind, event.action, detail, told, progress);
    });
  }
  for (const name of recordNames(db, progress)) {
    if (!told.has(name)) progress.problems.push(`${name}: no custody event tells of it`);
  }
}

const kinds: readonly RecordKind[] = Object.values(recordKinds);

/** What an event of an action names beside its record. */
const furtherChecks: Readonly<Record<string, typeof verifyRun>> = { run: verifyRun, attachment: verifyAttachment };

function verifyCreation(
  db: Database.Database,
  detail: unknown,
  told: Set<string>,
  { problems }: VerificationProgress,
): void {
  const expected = createDetail.parse(detail);
  tell('case facts', told, problems);
  compare('case facts', caseRecord(db), expected.recordSha256, problems);
  const playbook = db.prepare<[], string>('SELECT playbook FROM playbook_snapshot').pluck().get();
  if (playbook === undefined || sha256Hex(playbook) !== expected.playbookSha256) {
    problems.push('playbook snapshot: does not match the hash in its custody event');
  }
}

function verifyRecord(
  db: Database.Database,
  kind: RecordKind,
  action: string,
  detail: unknown,
  told: Set<string>,
  { problems, attempt }: VerificationProgress,
): void {
  const named = recordDetail.parse(detail);
  const key = kind.key.map(({ member, type }) => keyValue[type].parse(named[member]));
  const name = kind.name(...key);
  tell(name, told, problems);
  attempt(name, () => {
    compare(name, readRecord(db, kind, key), named.recordSha256, problems);
    const before = previousKey(kind, key);
    if (before && named.previousRecordSha256 !== undefined) {
      compare(kind.name(...before), readRecord(db, kind, before), named.previousRecordSha256, problems);
    }
  });
  const further = furtherChecks[action];
  if (further) attempt(name, () => further(db, key, detail, name, problems));
  if (named.hiddenRecordSha256 !== undefined) {
    const hidden = named.hiddenRecordSha256;
    attempt(name, () => verifyDeletion(db, key, hidden, name, problems));
  }
}

const keyValue = { text: z.string(), integer: z.number().int() } as const;

function tell(name: string, told: Set<string>, problems: Problems): void {
  if (told.has(name)) problems.push(`${name}: custody tells of it twice`);
  told.add(name);
}

function compare(name: string, record: StoredRecord | undefined, expected: string, problems: Problems): void {
  if (!record) problems.push(`${name}: is missing`);
  else if (recordSha256(record) !== expected) problems.push(`${name}: does not match the hash in its custody event`);
}

/** The hashes that an exhibit's event names, against those that the exhibit names and the stored bytes of its raw answer. */
function verifyRun(
  db: Database.Database,
  key: readonly KeyValue[],
  detail: unknown,
  name: string,
  problems: Problems,
): void {
  const run = runDetail.parse(detail);
  const record = readRecord(db, recordKinds.exhibit, key);
  const named = [
    ['KQL hash', record?.kql_sha256, run.kqlSha256],
    ['raw answer hash', record?.answer_sha256, run.answerSha256],
    ['rows hash', record?.rows_sha256, run.rowsSha256],
    ['row count', String(record?.row_count), String(run.rowCount)],
  ] as const;
  for (const [what, found, expected] of named) {
    if (record && found !== expected) problems.push(`${name}: ${what} is not the one in its custody event`);
  }
  const sql = 'SELECT content FROM raw_answers WHERE exhibit = ?';
  const content = db
    .prepare<KeyValue[], Buffer>(sql)
    .pluck()
    .get(...key);
  if (!content) problems.push(`${name}: raw answer is missing`);
  else if (sha256Hex(content) !== run.contentSha256) {
    problems.push(`${name}: stored bytes of the raw answer do not match the hash in its custody event`);
  }
}

/** The stored bytes of an attachment, against the hash and the length that it names. */
function verifyAttachment(
  db: Database.Database,
  key: readonly KeyValue[],
  detail: unknown,
  name: string,
  problems: Problems,
): void {
  const { contentSha256 } = attachmentDetail.parse(detail);
  const sql = 'SELECT content, bytes, sha256 FROM attachments WHERE number = ?';
  const row = db.prepare<KeyValue[], { content: Buffer; bytes: number; sha256: string }>(sql).get(...key);
  if (!row) return;
  if (sha256Hex(row.content) !== contentSha256) {
    problems.push(`${name}: its bytes do not match the hash in its custody event`);
  }
  if (row.sha256 !== contentSha256 || row.bytes !== row.content.byteLength) {
    problems.push(`${name}: names another hash or length than its bytes have`);
  }
}

/** A deletion hides the newest revision of something that is there: nothing was added to it afterwards. */
function verifyDeletion(
  db: Database.Database,
  [kindName, id]: readonly KeyValue[],
  hidden: string,
  name: string,
  problems: Problems,
): void {
  const kind = kinds.find(({ actions }) => actions.some((action) => action === kindName));
  if (!kind || id === undefined) {
    problems.push(`${name}: there is no such kind of thing`);
    return;
  }
  const revised = kind.key.length > 1;
  const sql = `SELECT max(${revised ? 'revision' : 'number'}) FROM ${kind.table} WHERE ${kind.key[0]?.column} = ?`;
  const newest = db.prepare<[KeyValue], number | null>(sql).pluck().get(id);
  const record = newest ? readRecord(db, kind, revised ? [id, newest] : [id]) : undefined;
  if (!record) problems.push(`${name}: there is nothing that it hides`);
  else if (recordSha256(record) !== hidden) problems.push(`${name}: hides something else than its custody event says`);
}

/** Every record that a custody event must tell of, by name; counts them on the way. */
function recordNames(db: Database.Database, { checked, attempt }: VerificationProgress): string[] {
  const list = (kind: RecordKind): string[] => {
    const names: string[] = [];
    attempt(kind.table, () => {
      const sql = `SELECT ${kind.key.map(({ column }) => column).join(', ')} FROM ${kind.table}`;
      for (const key of db.prepare<[], KeyValue[]>(sql).raw().iterate()) names.push(kind.name(...key));
    });
    return names;
  };
  const named = new Map(kinds.map((kind) => [kind, list(kind)]));
  const count = (kind: RecordKind) => named.get(kind)?.length ?? 0;
  checked.exhibits = count(recordKinds.exhibit);
  checked.answers = count(recordKinds.answer);
  checked.notes = count(recordKinds.note);
  checked.findings = count(recordKinds.finding);
  checked.bookmarks = count(recordKinds.bookmark);
  checked.profiles = count(recordKinds.profile);
  checked.attachments = count(recordKinds.attachment);
  return [...named.values()].flat();
}
