import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { ChainedEvent } from '../../core/custody/chain.ts';
import { sha256 } from '../../shared/contract/primitives.ts';
import { answerRecord, caseRecord, exhibitRecord, noteRecord, recordSha256, taskRecord } from './records.ts';
import { sha256Hex } from './sha256.ts';
import type { VerificationProgress } from './verificationProgress.ts';

const number = z.number().int();
const createDetail = z.object({ recordSha256: sha256, playbookSha256: sha256 });
const runDetail = z.object({
  exhibit: number,
  recordSha256: sha256,
  kqlSha256: sha256,
  answerSha256: sha256,
  contentSha256: sha256,
  rowsSha256: sha256,
  rowCount: number,
});
const answerDetail = z.object({ questionId: z.string(), revision: number, recordSha256: sha256 });
const taskDetail = z.object({ taskId: z.string(), revision: number, recordSha256: sha256 });
const noteDetail = z.object({ note: number, revision: number, recordSha256: sha256 });

type Stored = Parameters<typeof recordSha256>[0];

/** Compares every record with the custody event that tells of it, and every event with its record. */
export function verifyEvents(
  db: Database.Database,
  events: readonly ChainedEvent[],
  progress: VerificationProgress,
): void {
  const told = new Set<string>();
  const compare = (name: string, read: () => Stored | undefined, expected: string) => {
    if (told.has(name)) progress.problems.push(`${name}: custody tells of it twice`);
    told.add(name);
    progress.attempt(name, () => {
      const record = read();
      if (!record) progress.problems.push(`${name}: is missing`);
      else if (recordSha256(record) !== expected) {
        progress.problems.push(`${name}: does not match the hash in its custody event`);
      }
    });
  };
  for (const event of events) {
    progress.attempt(`custody event ${event.sequence}`, () => verifyEvent(db, event, compare, progress));
  }
  for (const name of records(db, progress)) {
    if (!told.has(name)) progress.problems.push(`${name}: no custody event tells of it`);
  }
}

function verifyEvent(
  db: Database.Database,
  event: ChainedEvent,
  compare: (name: string, read: () => Stored | undefined, expected: string) => void,
  progress: VerificationProgress,
): void {
  const detail: unknown = JSON.parse(event.detail);
  switch (event.action) {
    case 'create': {
      const { recordSha256: expected, playbookSha256 } = createDetail.parse(detail);
      compare('case facts', () => caseRecord(db), expected);
      const playbook = db.prepare<[], string>('SELECT playbook FROM playbook_snapshot').pluck().get();
      if (playbook === undefined || sha256Hex(playbook) !== playbookSha256) {
        progress.problems.push('playbook snapshot: does not match the hash in its custody event');
      }
      return;
    }
    case 'run': {
      const run = runDetail.parse(detail);
      compare(exhibitName(run.exhibit), () => exhibitRecord(db, run.exhibit), run.recordSha256);
      verifyRun(db, run, progress);
      return;
    }
    case 'answer': {
      const { questionId, revision, recordSha256: expected } = answerDetail.parse(detail);
      compare(answerName(questionId, revision), () => answerRecord(db, questionId, revision), expected);
      return;
    }
    case 'task': {
      const { taskId, revision, recordSha256: expected } = taskDetail.parse(detail);
      compare(taskName(taskId, revision), () => taskRecord(db, taskId, revision), expected);
      return;
    }
    case 'note': {
      const { note, revision, recordSha256: expected } = noteDetail.parse(detail);
      compare(noteName(note, revision), () => noteRecord(db, note, revision), expected);
    }
  }
}

/** The hashes that an exhibit's event names, against those that the exhibit names and the stored bytes of its raw answer. */
function verifyRun(
  db: Database.Database,
  run: z.infer<typeof runDetail>,
  { problems, attempt }: VerificationProgress,
): void {
  const name = exhibitName(run.exhibit);
  attempt(name, () => {
    const record = exhibitRecord(db, run.exhibit);
    const named = [
      ['KQL hash', record?.kql_sha256, run.kqlSha256],
      ['raw answer hash', record?.answer_sha256, run.answerSha256],
      ['rows hash', record?.rows_sha256, run.rowsSha256],
      ['row count', String(record?.row_count), String(run.rowCount)],
    ] as const;
    for (const [what, found, expected] of named) {
      if (record && found !== expected) problems.push(`${name}: ${what} is not the one in its custody event`);
    }
  });
  attempt(`${name}: raw answer`, () => {
    const sql = 'SELECT content FROM raw_answers WHERE exhibit = ?';
    const content = db.prepare<[number], Buffer>(sql).pluck().get(run.exhibit);
    if (!content) problems.push(`${name}: raw answer is missing`);
    else if (sha256Hex(content) !== run.contentSha256) {
      problems.push(`${name}: stored bytes of the raw answer do not match the hash in its custody event`);
    }
  });
}

const exhibitName = (exhibit: number) => `exhibit ${exhibit}`;
const answerName = (questionId: string, revision: number) => `answer to ${questionId}, revision ${revision}`;
const taskName = (taskId: string, revision: number) => `task ${taskId}, revision ${revision}`;
const noteName = (note: number, revision: number) => `note ${note}, revision ${revision}`;

/** Every record that a custody event must tell of, by name; counts them on the way. */
function records(db: Database.Database, { checked, attempt }: VerificationProgress): string[] {
  const list = (what: string, sql: string, name: (key: string, revision: number) => string): string[] => {
    const names: string[] = [];
    attempt(what, () => {
      for (const [key, revision] of db.prepare<[], [string, number]>(sql).raw().iterate())
        names.push(name(key, revision));
    });
    return names;
  };
  const exhibits = list('exhibits', 'SELECT number, 0 FROM exhibits', (key) => exhibitName(Number(key)));
  const answers = list('answers', 'SELECT question_id, revision FROM answer_revisions', answerName);
  const tasks = list('tasks', 'SELECT task_id, revision FROM task_revisions', taskName);
  const notes = list('notes', 'SELECT note, revision FROM note_revisions', (key, at) => noteName(Number(key), at));
  checked.exhibits = exhibits.length;
  checked.answers = answers.length;
  checked.notes = notes.length;
  return [...exhibits, ...answers, ...tasks, ...notes];
}
