import type Database from 'better-sqlite3';
import type { z } from 'zod';
import { type Answer, answer, type citation } from '../../shared/contract/answers.ts';
import type { Input, Playbook } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { rowCanonicalizer } from './answer/canonicalRow.ts';
import type { StoredCell } from './answer/storedCell.ts';
import type { Connection } from './connection.ts';
import { readExhibit } from './exhibitStore.ts';
import { answerRecord, insertRecord, writtenSha256 } from './records.ts';
import { rowTableName } from './rowTable.ts';
import { sha256Hex } from './sha256.ts';

type Citation = z.infer<typeof citation>;

/** Saves a question's answer as its next revision. Throws `unknownQuestion`, `unknownExhibit`, or `invalidInput` on a row that is not there. */
export function putAnswer(
  connection: Connection,
  playbook: Playbook,
  input: Omit<Input<'answers.put'>, 'caseId'>,
  actor: string,
): Answer {
  checkQuestion(playbook, input.questionId);
  const { db } = connection;
  const { questionId, value } = input;
  return connection.write(() => {
    const citations = input.citations.map((cited) => ({ ...cited, row_sha256: citedRowSha256(db, cited) }));
    const newest = 'SELECT coalesce(max(revision), 0) + 1 FROM answer_revisions WHERE question_id = ?';
    const revision = db.prepare<[string], number>(newest).pluck().get(questionId) ?? 1;
    const key = { question_id: questionId, revision };
    const answered_at = new Date().toISOString();
    insertRecord(db, 'answer_revisions', { ...key, value, reason: input.reason.toWellFormed(), actor, answered_at });
    citations.forEach((cited, index) => {
      insertRecord(db, 'citations', { ...key, position: index + 1, ...cited });
    });
    const detail = { questionId, revision, value, recordSha256: writtenSha256(answerRecord(db, questionId, revision)) };
    return { event: { actor, action: 'answer', detail }, result: readAnswerRevision(db, questionId, revision) };
  });
}

/** The answers in force, one per question that has any, in the order of the questions' ids. */
export const listAnswers = (db: Database.Database): Answer[] =>
  db
    .prepare<[], { id: string; revision: number }>(
      'SELECT question_id AS id, max(revision) AS revision FROM answer_revisions GROUP BY question_id ORDER BY question_id',
    )
    .all()
    .map(({ id, revision }) => readAnswerRevision(db, id, revision));

/** Every revision of a question's answer, oldest first. */
export function answerHistory(db: Database.Database, playbook: Playbook, questionId: string): Answer[] {
  checkQuestion(playbook, questionId);
  return db
    .prepare<[string], number>('SELECT revision FROM answer_revisions WHERE question_id = ? ORDER BY revision')
    .pluck()
    .all(questionId)
    .map((revision) => readAnswerRevision(db, questionId, revision));
}

function readAnswerRevision(db: Database.Database, questionId: string, revision: number): Answer {
  const row = db
    .prepare<[string, number], { value: string; reason: string; actor: string; answered_at: string }>(
      'SELECT value, reason, actor, answered_at FROM answer_revisions WHERE question_id = ? AND revision = ?',
    )
    .get(questionId, revision);
  const citations = db
    .prepare(
      'SELECT exhibit, row, row_sha256 AS rowSha256 FROM citations WHERE question_id = ? AND revision = ? ORDER BY position',
    )
    .all(questionId, revision);
  return answer.parse({
    questionId,
    value: row?.value,
    reason: row?.reason,
    citations,
    answeredAt: row?.answered_at,
    actor: row?.actor,
    revision,
  });
}

function checkQuestion(playbook: Playbook, questionId: string): void {
  const ids = playbook.groups.flatMap(({ steps }) => steps.flatMap(({ questions }) => questions.map(({ id }) => id)));
  if (ids.includes(questionId)) return;
  const message = `The playbook has no question "${questionId}". It has: ${ids.join(', ')}.`;
  throw new CasebookError('unknownQuestion', message, { questionId, questions: ids });
}

/** The hash of a row's canonical JSON; throws when the exhibit or the row is not there. */
export function citedRowSha256(db: Database.Database, { exhibit, row }: Citation): string {
  const { columns, rowCount } = readExhibit(db, exhibit);
  const cells = columns.map((_, at) => `c${at}`);
  const sql = `SELECT ${cells.join(', ') || 'NULL'} FROM ${rowTableName(exhibit)} WHERE n = ?`;
  const stored = row <= rowCount ? db.prepare<[number], StoredCell[]>(sql).safeIntegers().raw().get(row) : undefined;
  if (!stored) {
    const has = rowCount === 0 ? 'no rows' : `rows 1 to ${rowCount}`;
    const message = `Exhibit ${exhibit} has no row ${row}: it has ${has}.`;
    throw new CasebookError('invalidInput', message, { exhibit, row, rowCount });
  }
  const canonical = rowCanonicalizer(columns.map(({ type }) => type));
  return sha256Hex(canonical(stored.slice(0, columns.length)));
}
