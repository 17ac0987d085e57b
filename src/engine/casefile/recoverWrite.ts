import type Database from 'better-sqlite3';
import { z } from 'zod';
import { taskState } from '../../shared/contract/answers.ts';
import { CasebookError } from '../../shared/result.ts';
import { readAnswer } from './answer/readAnswer.ts';
import { readAnswerRevision } from './answerStore.ts';
import { readAttachment } from './attachmentStore.ts';
import { bookmarkHistory } from './bookmarkStore.ts';
import { catalogueColumns } from './caseSchema.ts';
import { citedRowSha256 } from './citations.ts';
import type { CustodyFact } from './custodyStore.ts';
import { readExhibit, readRawAnswer } from './exhibitStore.ts';
import { findingHistory } from './findingStore.ts';
import { noteRevisions } from './noteStore.ts';
import { profileHistory } from './profileStore.ts';
import { type KeyValue, type RecordKindName, recordKinds } from './recordKinds.ts';
import { insertRecord, recordEvent } from './records.ts';
import type { FoundRecord } from './recoverRead.ts';
import { writeRowTable } from './rowTable.ts';
import type { Salvage as DamagedCase, Row } from './salvageRows.ts';
import { sha256Hex } from './sha256.ts';
import { sqliteCode } from './sqliteErrors.ts';
import { hiddenRecordSha256 } from './tombstoneStore.ts';

/** Where the bytes and rows that belong to a record come from. */
export type Salvage = Pick<DamagedCase, 'bytes' | 'exhibitRows'>;

/** What could not be taken into the recovered case as it was. */
export interface Leftovers {
  readonly lost: string[];
  /** What can be read of it all the same, one JSON object each. */
  readonly remains: Row[];
}

/** Puts a record into the recovered case; hands back whether it is one there. What is not goes to the leftovers, with the reason. */
export function restoreRecord(
  db: Database.Database,
  salvage: Salvage,
  found: FoundRecord,
  { lost, remains }: Leftovers,
): boolean {
  try {
    db.transaction(() => {
      insertRecord(db, recordKinds[found.kind].table, { ...found.row, ...further[found.kind]?.(salvage, found) });
      for (const { table, rows } of found.parts) {
        for (const row of rows) if (isWhole(db, table, row, found.name, lost)) insertRecord(db, table, row);
      }
      if (found.kind === 'exhibit') restoreAnswer(db, salvage, found);
      checks[found.kind](db, found.key);
    })();
    return true;
  } catch (error) {
    if (!isReadingError(error)) throw error;
    lost.push(`${found.name}: cannot be used (${error.message.replaceAll('\n', ' ').slice(0, 300)})`);
    remains.push({
      record: found.name,
      row: found.row,
      parts: Object.fromEntries(found.parts.map((p) => [p.table, p.rows])),
    });
    if (found.kind === 'exhibit') remains.push(...readableRows(salvage, found));
    return false;
  }
}

/** The event that tells of a record in the recovered case, and of the event that told of it in the damaged one. */
export function restoredEvent(db: Database.Database, found: FoundRecord, actor: string): CustodyFact {
  const { told } = found;
  const more = {
    ...moreOf[found.kind]?.(db, found),
    ...(told ? { originalEvent: { sequence: told.sequence, hash: told.hash } } : {}),
  };
  return recordEvent(db, found.kind, found.key, { actor, more, ...(told ? { action: told.action } : {}) });
}

/** Bytes that belong into a record's row and are not part of what its hash covers. */
const further: Partial<Record<RecordKindName, (salvage: Salvage, found: FoundRecord) => Record<string, unknown>>> = {
  attachment: (salvage, { key }) => ({
    content: salvage.bytes('attachments', 'content', 'number', Number(key[0])) ?? null,
  }),
};

/** Reading each kind as a session does; throws where what was restored is not one. */
const checks: Readonly<Record<RecordKindName, (db: Database.Database, key: readonly KeyValue[]) => unknown>> = {
  exhibit: (db, [number]) => readExhibit(db, Number(number)),
  answer: (db, [id, revision]) => readAnswerRevision(db, String(id), Number(revision)),
  task: (db, [id, revision]) =>
    taskState.parse(
      db
        .prepare<KeyValue[]>(
          'SELECT task_id AS taskId, state, remark, at FROM task_revisions WHERE task_id = ? AND revision = ?',
        )
        .get(String(id), Number(revision)),
    ),
  note: (db, [id]) => noteRevisions(db, Number(id)),
  finding: (db, [id]) => findingHistory(db, Number(id)),
  bookmark: (db, [id]) => {
    for (const marked of bookmarkHistory(db, Number(id))) {
      if (citedRowSha256(db, marked) !== marked.rowSha256) throw invalid('the row is not the one that was marked');
    }
  },
  profile: (db, [id]) => profileHistory(db, Number(id)),
  attachment: (db, [number]) => readAttachment(db, Number(number)),
  tombstone: (db, [kind, id]) => hiddenRecordSha256(db, recordKindOf(kind), Number(id)),
};

const deleted = z.enum(['note', 'finding', 'bookmark', 'attachment', 'profile']);
const recordKindOf = (kind: KeyValue | undefined) => deleted.parse(kind);

/** What an event names beside the record. */
const moreOf: Partial<Record<RecordKindName, (db: Database.Database, found: FoundRecord) => CustodyFact['detail']>> = {
  exhibit: (db, { key, row }) => ({
    stepId: row.step_id ?? null,
    variant: row.variant ?? null,
    outcome: row.outcome ?? null,
    kqlSha256: row.kql_sha256 ?? null,
    answerSha256: row.answer_sha256 ?? null,
    contentSha256: sha256Hex(
      db
        .prepare<KeyValue[], Buffer>('SELECT content FROM raw_answers WHERE exhibit = ?')
        .pluck()
        .get(...key) ?? '',
    ),
    rowsSha256: row.rows_sha256 ?? null,
    rowCount: row.row_count ?? null,
  }),
  answer: (_, { row }) => ({ value: row.value ?? null }),
  task: (_, { row }) => ({ state: row.state ?? null }),
  attachment: (_, { row }) => ({ contentSha256: row.sha256 ?? null }),
  tombstone: (db, { key: [kind, id] }) => ({
    hiddenRecordSha256: hiddenRecordSha256(db, recordKindOf(kind), Number(id)),
  }),
};

/** The raw answer as it is, and the rows read from it anew; throws unless they are those that the exhibit names. */
function restoreAnswer(db: Database.Database, salvage: Salvage, { key, row }: FoundRecord): void {
  const number = Number(key[0]);
  const content = salvage.bytes('raw_answers', 'content', 'exhibit', number);
  if (!content) throw invalid('its raw answer cannot be read');
  insertRecord(db, 'raw_answers', { exhibit: number, encoding: 'gzip', content });
  const body = readRawAnswer(db, number);
  if (sha256Hex(body) !== row.answer_sha256) throw invalid('its raw answer does not match its SHA-256');
  if (sha256Hex(String(row.kql)) !== row.kql_sha256) throw invalid('its KQL does not match its SHA-256');
  if (row.outcome !== 'answered') return;
  const read = readAnswer(body);
  const rowCount = read.rows.length;
  if (read.rowsSha256 !== row.rows_sha256 || BigInt(rowCount) !== row.row_count) {
    throw invalid('it names other rows than its raw answer has');
  }
  writeRowTable(db, number, catalogueColumns(String(row.columns)), read.rows);
}

/** A citation's row must be there and the one that was cited; the loss of one does not take the answer with it. */
function isWhole(db: Database.Database, table: string, row: Row, name: string, lost: string[]): boolean {
  if (table !== 'citations' && table !== 'finding_citations') return true;
  const cited = { exhibit: Number(row.exhibit), row: Number(row.row) };
  try {
    if (citedRowSha256(db, cited) === row.row_sha256) return true;
    throw invalid('it is not the row that was cited');
  } catch (error) {
    if (!isReadingError(error)) throw error;
    lost.push(`${name}: its citation of exhibit ${cited.exhibit}, row ${cited.row} (${error.message})`);
    return false;
  }
}

/** The rows of an exhibit that cannot be taken over, as far as its own table can be read. */
function readableRows(salvage: Salvage, { key, row }: FoundRecord): Row[] {
  const width = catalogueWidth(row.columns);
  return salvage.exhibitRows(Number(key[0]), width).map(([n, ...cells]) => ({
    exhibit: Number(key[0]),
    row: String(n),
    cells: cells.map((cell) => (cell === null ? null : String(cell))),
  }));
}

function catalogueWidth(columns: unknown): number {
  try {
    return catalogueColumns(String(columns)).length;
  } catch (error) {
    if (!isReadingError(error)) throw error;
    return 0;
  }
}

const invalid = (why: string) => new CasebookError('caseDamaged', why);

/** What damaged values can make restoring them throw; anything else is a defect of ours. A full disk is neither. */
const isReadingError = (error: unknown): error is Error =>
  error instanceof CasebookError ||
  error instanceof z.ZodError ||
  error instanceof SyntaxError ||
  error instanceof TypeError ||
  error instanceof RangeError ||
  /^SQLITE_(CONSTRAINT|MISMATCH|ERROR|TOOBIG|CORRUPT)/.test(sqliteCode(error) ?? '');
