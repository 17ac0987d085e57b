import type Database from 'better-sqlite3';
import { taskState } from '../../shared/contract/answers.ts';
import type { Input, Output, Playbook } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { Connection } from './connection.ts';
import { insertRecord, nextRevision, recordEvent } from './records.ts';

type TaskState = Output<'tasks.put'>;

/** Saves a task's state as its next revision; throws `invalidInput` when the playbook has no such task. */
export function putTask(
  connection: Connection,
  playbook: Playbook,
  input: Omit<Input<'tasks.put'>, 'caseId'>,
  actor: string,
): TaskState {
  checkTask(playbook, input.taskId);
  const { db } = connection;
  const { taskId, state } = input;
  return connection.write(() => {
    const revision = nextRevision(db, 'task', taskId);
    const remark = input.remark.toWellFormed();
    const at = new Date().toISOString();
    insertRecord(db, 'task_revisions', { task_id: taskId, revision, state, remark, actor, at });
    const event = recordEvent(db, 'task', [taskId, revision], { actor, more: { state } });
    return { event, result: { taskId, state, remark, at } };
  });
}

/** The newest state of every task that has one. */
export const listTasks = (db: Database.Database): TaskState[] =>
  db
    .prepare(
      `SELECT task_id AS taskId, state, remark, at FROM task_revisions AS t
       WHERE revision = (SELECT max(revision) FROM task_revisions WHERE task_id = t.task_id) ORDER BY task_id`,
    )
    .all()
    .map((row) => taskState.parse(row));

function checkTask(playbook: Playbook, taskId: string): void {
  const ids = [...playbook.preparation.tasks, ...playbook.closing.tasks].map(({ id }) => id);
  if (ids.includes(taskId)) return;
  const message = `The playbook has no task "${taskId}". It has: ${ids.join(', ')}.`;
  throw new CasebookError('invalidInput', message, { taskId, tasks: ids });
}
