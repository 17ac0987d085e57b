import type Database from 'better-sqlite3';
import { type Answer, answer } from '../../shared/contract/answers.ts';
import type { Input, Playbook } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { citedRows, insertCitations, readCitations } from './citations.ts';
import type { Connection } from './connection.ts';
import { insertRecord, nextRevision, recordEvent } from './records.ts';

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
    const cited = citedRows(db, input.citations);
    const revision = nextRevision(db, 'answer', questionId);
    const key = { question_id: questionId, revision };
    const answered_at = new Date().toISOString();
    insertRecord(db, 'answer_revisions', { ...key, value, reason: input.reason.toWellFormed(), actor, answered_at });
    insertCitations(db, 'citations', key, cited);
    if (input.limitation !== undefined) {
      insertRecord(db, 'answer_limitations', { ...key, reason: input.limitation.toWellFormed() });
    }
    const event = recordEvent(db, 'answer', [questionId, revision], { actor, more: { value } });
    return { event, result: readAnswerRevision(db, questionId, revision) };
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

/** One revision of an answer. Throws a ZodError where the file does not hold one. */
export function readAnswerRevision(db: Database.Database, questionId: string, revision: number): Answer {
  const row = db
    .prepare<
      [string, number],
      { value: string; reason: string; actor: string; answered_at: string; limitation: string | null }
    >(
      `SELECT value, a.reason, actor, answered_at, l.reason AS limitation FROM answer_revisions AS a
       LEFT JOIN answer_limitations AS l USING (question_id, revision) WHERE question_id = ? AND revision = ?`,
    )
    .get(questionId, revision);
  return answer.parse({
    questionId,
    value: row?.value,
    reason: row?.reason,
    citations: readCitations(db, 'citations', [questionId, revision]),
    limitation: row?.limitation,
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
