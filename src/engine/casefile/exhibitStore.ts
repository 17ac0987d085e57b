import { promisify } from 'node:util';
import { constants, gunzipSync, gzip } from 'node:zlib';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type ExhibitSummary, exhibitSummary, verdict } from '../../shared/contract/exhibits.ts';
import { parameterValues } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import type { Capture } from './caseFile.ts';
import { catalogueColumns } from './caseSchema.ts';
import type { Connection } from './connection.ts';
import { exhibitRow, tryReading } from './exhibitRow.ts';
import { insertRecord, nextNumber, recordEvent } from './records.ts';
import { writeRowTable } from './rowTable.ts';
import { sha256Hex } from './sha256.ts';

/** Level 1: at 280 bytes a row a quarter of the size, three times as fast as the default for a fifth more. */
const compress = promisify(gzip);
/** One chunk for all of it: every chunk more would wait for this thread, which is busy reading the answer meanwhile. */
const compression = (bytes: number) => ({ level: constants.Z_BEST_SPEED, chunkSize: Math.max(65_536, bytes) });

/**
 * Saves one run of a query as the next exhibit: raw bytes, metadata, rows and custody event in one transaction. Throws
 * `unknownExhibit` when the one that it belongs to is not there.
 */
export async function addExhibit(connection: Connection, capture: Capture, actor: string): Promise<ExhibitSummary> {
  const { run } = capture;
  const body = (run.outcome === 'answered' ? run.answer : run.received)?.body ?? new Uint8Array();
  const compressing = compress(body, compression(body.byteLength));
  const reading = run.outcome === 'answered' ? tryReading(body) : { failure: run.failure };
  const content = await compressing;
  const { db } = connection;
  return connection.write(() => {
    if (typeof capture.role?.ofExhibit === 'number') readExhibit(db, capture.role.ofExhibit);
    const number = nextNumber(db, 'exhibit');
    const row = { number, ...exhibitRow(capture, reading, body) };
    insertRecord(db, 'exhibits', row);
    insertRecord(db, 'raw_answers', { exhibit: number, encoding: 'gzip', content });
    insertRole(db, number, capture);
    if ('read' in reading) writeRowTable(db, number, reading.read.columns, reading.read.rows);
    const more = {
      stepId: capture.stepId,
      variant: capture.variant,
      outcome: row.outcome,
      kqlSha256: row.kql_sha256,
      answerSha256: row.answer_sha256,
      contentSha256: sha256Hex(content),
      rowsSha256: row.rows_sha256,
      rowCount: row.row_count,
    };
    return { event: recordEvent(db, 'exhibit', [number], { actor, more }), result: readExhibit(db, number) };
  }, body.byteLength);
}

/** What the exhibit is for, where the capture says so. */
function insertRole(db: Database.Database, exhibit: number, { role }: Capture): void {
  if (!role) return;
  insertRecord(db, 'exhibit_roles', {
    exhibit,
    role: role.role,
    of_exhibit: role.ofExhibit,
    name: role.name.toWellFormed(),
  });
}

interface ExhibitRow {
  readonly number: number;
  readonly step_id: string | null;
  readonly variant: string;
  readonly title: string;
  readonly outcome: string;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly kql: string;
  readonly kql_sha256: string;
  readonly parameters: string;
  readonly window_from: string;
  readonly window_to: string;
  readonly source_label: string;
  readonly started_at: string;
  readonly finished_at: string;
  readonly versions: string;
  readonly verdicts: string;
  readonly columns: string;
  readonly row_count: number;
  readonly answer_bytes: number;
  readonly answer_sha256: string;
  readonly role: string | null;
  readonly of_exhibit: number | null;
  readonly role_name: string | null;
}

const select = `SELECT exhibits.*, role, of_exhibit, name AS role_name FROM exhibits
  LEFT JOIN exhibit_roles ON exhibit = number`;

/** Every exhibit, in the order in which they were made. Throws a ZodError or SyntaxError where the file does not hold one. */
export const listExhibits = (db: Database.Database): ExhibitSummary[] =>
  db.prepare<[], ExhibitRow>(`${select} ORDER BY number`).all().map(summaryOf);

/** One exhibit; throws `unknownExhibit`. */
export function readExhibit(db: Database.Database, number: number): ExhibitSummary {
  const row = db.prepare<[number], ExhibitRow>(`${select} WHERE number = ?`).get(number);
  if (!row) throw unknownExhibit(db, number);
  return summaryOf(row);
}

function summaryOf(row: ExhibitRow): ExhibitSummary {
  return exhibitSummary.parse({
    number: row.number,
    stepId: row.step_id,
    variant: row.variant,
    title: row.title,
    role: row.role === null ? null : { role: row.role, ofExhibit: row.of_exhibit, name: row.role_name },
    outcome: row.outcome,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message },
    verdicts: z.array(verdict).parse(JSON.parse(row.verdicts)),
    columns: catalogueColumns(row.columns),
    rowCount: row.row_count,
    sha256: row.answer_sha256,
    byteLength: row.answer_bytes,
    kql: row.kql,
    kqlSha256: row.kql_sha256,
    parameters: parameterValues.parse(JSON.parse(row.parameters)),
    window: { from: row.window_from, to: row.window_to },
    sourceLabel: row.source_label,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    versions: z.record(z.string(), z.string()).parse(JSON.parse(row.versions)),
  });
}

/** The raw answer's bytes as received. Never unpacks more than the exhibit says there are. */
export function readRawAnswer(db: Database.Database, number: number): Uint8Array {
  const sql =
    'SELECT content, encoding, answer_bytes AS bytes FROM raw_answers JOIN exhibits ON number = exhibit WHERE exhibit = ?';
  const row = db.prepare<[number], { content: Buffer; encoding: string; bytes: number }>(sql).get(number);
  if (!row) throw unknownExhibit(db, number);
  return unpackAnswer(row, number);
}

/** The raw answer's bytes as they are stored: gzip. */
export function readPackedAnswer(db: Database.Database, number: number): Uint8Array {
  const content = db.prepare<[number], Buffer>('SELECT content FROM raw_answers WHERE exhibit = ?').pluck().get(number);
  if (!content) throw unknownExhibit(db, number);
  return content;
}

/** Throws `caseDamaged` when the stored bytes are not a raw answer of the length that the exhibit names. */
export function unpackAnswer(
  { content, encoding, bytes }: { content: Buffer; encoding: string; bytes: number },
  exhibit: number,
): Uint8Array {
  const damaged = (why: string) => new CasebookError('caseDamaged', `exhibit ${exhibit}: the raw answer ${why}.`);
  if (encoding !== 'gzip') throw damaged(`is encoded as "${encoding}", which is not known`);
  let body: Buffer;
  try {
    body = gunzipSync(content, { maxOutputLength: Math.max(1, bytes) });
  } catch (error) {
    throw damaged(`cannot be unpacked (${error instanceof Error ? error.message : String(error)})`);
  }
  if (body.byteLength !== bytes) throw damaged(`has ${body.byteLength} bytes, not ${bytes}`);
  return body;
}

function unknownExhibit(db: Database.Database, number: number): CasebookError {
  const count = db.prepare<[], number>('SELECT count(*) FROM exhibits').pluck().get() ?? 0;
  const has = count === 0 ? 'has none' : count === 1 ? 'has one' : `has ${count}`;
  return new CasebookError('unknownExhibit', `There is no exhibit ${number}: the case ${has}.`, { exhibit: number });
}
