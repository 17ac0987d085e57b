import type Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson, type JsonValue } from '../../core/custody/canonicalJson.ts';
import { type ChainedEvent, chainProblems } from '../../core/custody/chain.ts';
import { sha256 } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import { readFacts, readPlaybook } from './caseContents.ts';
import { makeCaseFile } from './createCase.ts';
import { appendCustody } from './custodyStore.ts';
import { limits } from './format.ts';
import { type RecordKind, recordKinds } from './recordKinds.ts';
import { insertRecord, nextNumber, recordEvent } from './records.ts';
import { type Leftovers, restoredEvent, restoreRecord, type Salvage } from './recoverWrite.ts';
import type { Row } from './salvageRows.ts';
import { sha256Hex } from './sha256.ts';
import { type ToldRecord, toldRecords } from './toldRecords.ts';

/** A part of a case as somebody sent it: nothing of it is trusted. */
export interface SentPart {
  /** Canonical JSON of the case facts. */
  readonly facts: string;
  readonly playbook: string;
  readonly custody: readonly ChainedEvent[];
  /** Canonical JSON of each record, by kind. */
  readonly records: readonly { readonly kind: ToldRecord['kind']; readonly text: string }[];
  /** The stored bytes of an exhibit's raw answer or of an attachment; undefined where they were not sent. */
  bytes(kind: 'exhibit' | 'attachment', number: number): Buffer | undefined;
}

/** Who takes a part in, and what the event says of where it came from. */
export interface Taking {
  readonly actor: string;
  readonly productVersion: string;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

/**
 * Makes a case of a part, after checking every record and all bytes against the sender's chain. The new case has a chain of its
 * own, as a recovered one: its second event is the import, each record's event names the sender's, and the sender's whole chain
 * is an attachment. Throws `bundleInvalid` where anything is not as the chain tells, and then makes nothing.
 */
export function importPart(path: string, part: SentPart, taking: Taking): void {
  const [problem] = chainProblems(part.custody, sha256Hex);
  if (problem !== undefined) throw invalid(`the custody chain does not hold (${problem})`);
  const created = createDetail.safeParse(jsonOf(part.custody[0]?.action === 'create' ? part.custody[0].detail : '{}'));
  if (!created.success) throw invalid('the custody chain does not begin with the creation of a case');
  if (sha256Hex(part.facts) !== created.data.recordSha256) throw invalid('the case facts are not those of its chain');
  if (sha256Hex(part.playbook) !== created.data.playbookSha256) throw invalid('the playbook is not that of its chain');
  const told = toldRecords(part.custody);
  const found = part.records.map(({ kind, text }) => checkedRecord(kind, text, told, part));
  makeCaseFile(path, (db) => fill(db, part, found, created.data, taking));
}

const createDetail = z.looseObject({ caseId: z.string(), recordSha256: sha256, playbookSha256: sha256 });

interface CheckedRecord {
  readonly kind: ToldRecord['kind'];
  readonly key: ToldRecord['key'];
  readonly name: string;
  readonly row: Row;
  readonly parts: readonly { readonly table: string; readonly rows: readonly Row[] }[];
  readonly told: { readonly sequence: number; readonly hash: string; readonly action: string };
}

function checkedRecord(
  kindName: ToldRecord['kind'],
  text: string,
  told: ReadonlyMap<string, ToldRecord>,
  part: SentPart,
): CheckedRecord {
  const kind: RecordKind = recordKinds[kindName];
  const whole = rowShape.safeParse(jsonOf(text));
  if (!whole.success) throw invalid(`a record of ${kind.table} cannot be read`);
  const key = kind.key.map(({ column, type }) => {
    const value = whole.data[column];
    return type === 'integer' ? Number(value) : String(value);
  });
  const name = kind.name(...key);
  const event = told.get(name);
  if (!event) throw invalid(`${name}: no custody event tells of it`);
  if (sha256Hex(text) !== event.recordSha256) throw invalid(`${name} is not the one that its custody event tells of`);
  if (kindName === 'exhibit' || kindName === 'attachment') {
    const content = part.bytes(kindName, Number(key[0]));
    if (content && sha256Hex(content) !== event.contentSha256) {
      throw invalid(`${name}: its bytes are not those that its custody event tells of`);
    }
  }
  const row: Row = {};
  const parts: { table: string; rows: Row[] }[] = [];
  for (const [column, value] of Object.entries(whole.data)) {
    if (kind.parts.some(({ table }) => table === column)) parts.push({ table: column, rows: partRows.parse(value) });
    else row[column] = cell.parse(value);
  }
  const { sequence, hash, action } = event.event;
  return { kind: kindName, key, name, row, parts, told: { sequence, hash, action } };
}

/** Integers as the database hands them over. */
const cell = z.union([z.string(), z.null(), z.number().int().transform(BigInt)]);
const rowShape = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.unknown());
const partRows = z.array(z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), cell));

function fill(
  db: Database.Database,
  part: SentPart,
  found: readonly CheckedRecord[],
  created: z.infer<typeof createDetail>,
  { actor, productVersion, detail }: Taking,
): void {
  const { subjects, ...facts } = rowShape.parse(jsonOf(part.facts));
  insertRecord(db, 'case_facts', rowOf(facts));
  for (const subject of partRows.parse(subjects)) insertRecord(db, 'subjects', subject);
  insertRecord(db, 'playbook_snapshot', { id: 1, playbook: part.playbook, sha256: created.playbookSha256 });
  try {
    readFacts(db);
    readPlaybook(db);
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError || error instanceof CasebookError)) throw error;
    throw invalid('the case facts or the playbook are not those of a case');
  }
  const { caseId, recordSha256, playbookSha256 } = created;
  appendCustody(db, { actor, action: 'create', detail: { caseId, productVersion, recordSha256, playbookSha256 } });
  appendCustody(db, { actor, action: 'import', detail });
  const leftovers: Leftovers = { lost: [], remains: [] };
  for (const record of found) {
    if (!restoreRecord(db, bytesOf(part), record, leftovers)) break;
    appendCustody(db, restoredEvent(db, record, actor));
  }
  const [lost] = leftovers.lost;
  if (lost !== undefined) throw invalid(lost);
  keepChain(db, part.custody, actor);
}

const rowOf = (row: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, cell.parse(value)]));

const bytesOf = (part: SentPart): Salvage => ({
  bytes: (table, _column, _keyColumn, key) => part.bytes(table === 'attachments' ? 'attachment' : 'exhibit', key),
  exhibitRows: () => [],
});

/** The sender's chain, line by line, in as many attachments as its length asks for. */
function keepChain(db: Database.Database, custody: readonly ChainedEvent[], actor: string): void {
  let lines: Buffer[] = [];
  let length = 0;
  const flush = () => {
    if (lines.length > 0) keepAttachment(db, Buffer.concat(lines), actor);
    lines = [];
    length = 0;
  };
  for (const event of custody) {
    const line = Buffer.from(`${canonicalJson({ ...event })}\n`);
    if (length + line.length > limits.attachmentBytes) flush();
    lines.push(line);
    length += line.length;
  }
  flush();
}

function keepAttachment(db: Database.Database, content: Buffer, actor: string): void {
  const number = nextNumber(db, 'attachment');
  const contentSha256 = sha256Hex(content);
  insertRecord(db, 'attachments', {
    number,
    name: 'custody-of-the-sender.jsonl',
    media_type: 'application/jsonl',
    bytes: content.byteLength,
    sha256: contentSha256,
    content,
    comment: 'The custody chain of the case that this part is of, as it was sent.',
    actor,
    at: new Date().toISOString(),
  });
  appendCustody(db, recordEvent(db, 'attachment', [number], { actor, more: { contentSha256 } }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const invalid = (why: string) => new CasebookError('bundleInvalid', `The part of a case was not taken in: ${why}.`);
