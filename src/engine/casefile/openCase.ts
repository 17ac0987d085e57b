import { z } from 'zod';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { defaultActor } from './actor.ts';
import { answerHistory, listAnswers, putAnswer } from './answerStore.ts';
import { readFacts, readPlaybook } from './caseContents.ts';
import type { CaseFile } from './caseFile.ts';
import { type Connection, connect } from './connection.ts';
import { custodyHead, readCustody } from './custodyStore.ts';
import { addExhibit, listExhibits, readExhibit, readRawAnswer } from './exhibitStore.ts';
import { inspectCaseFile } from './inspect.ts';
import { migrateCaseFile } from './migrate.ts';
import { migrations, newestVersion } from './migrations/migrations.ts';
import { addNote, listNotes, noteRevisions, reviseNote } from './noteStore.ts';
import { exhibitPager } from './paging.ts';
import { asCaseError } from './sqliteErrors.ts';
import { listTasks, putTask } from './taskStore.ts';

/**
 * Opens a case file from anywhere. Throws `caseNotFound`, `caseForeign`, `caseTooNew`, `caseDamaged` or `caseBusy`; a file
 * that is refused is not touched. `justMade` says that the custody chain's newest event is this session's own.
 */
export function openCase(path: string, productVersion: string, justMade: boolean, list = migrations): CaseFile {
  const version = inspectCaseFile(path, list);
  if (version < newestVersion(list)) {
    migrateCaseFile(path, version, list);
    inspectCaseFile(path, list);
  }
  let examiner = '';
  const opened = () => ({
    actor: defaultActor(examiner),
    action: 'open',
    detail: { productVersion, formatVersion: newestVersion(list) },
  });
  const connection = connect(path, justMade ? undefined : opened);
  try {
    const file = caseFileOn(connection, newestVersion(list));
    examiner = file.view().examiner;
    return file;
  } catch (error) {
    connection.close();
    throw asDamage(error, path);
  }
}

function caseFileOn(connection: Connection, formatVersion: number): CaseFile {
  const { db, path } = connection;
  const facts = readFacts(db);
  const playbook = readPlaybook(db);
  const page = exhibitPager(db);
  const actorOf = (actor: string | undefined) => (actor?.trim() || defaultActor(facts.examiner)).toWellFormed();
  /** Reading a file that is changed or damaged under us must end in the product's own error. */
  const read = <T>(work: () => T): T => {
    if (!db.open) throw new CasebookError('caseNotOpen', `${path} has been closed: open it again.`, { path });
    try {
      return work();
    } catch (error) {
      throw asDamage(error, path);
    }
  };
  const exhibit = (number: number): ExhibitSummary => read(() => readExhibit(db, number));
  return {
    caseId: facts.caseId,
    path,
    readOnly: connection.readOnly !== undefined,
    playbook,
    view: () =>
      read(() => {
        const head = custodyHead(db);
        return {
          ...facts,
          path,
          readOnly: connection.readOnly !== undefined,
          formatVersion,
          playbook,
          exhibits: listExhibits(db),
          answers: listAnswers(db),
          tasks: listTasks(db),
          notes: listNotes(db),
          custody: { count: head?.sequence ?? 0, head: head?.hash ?? '' },
        };
      }),
    addExhibit: async (capture) => addExhibit(connection, capture, actorOf(undefined)),
    exhibit,
    page: (input) => read(() => page(exhibit(input.exhibit), input)),
    rawAnswer: (number) => read(() => readRawAnswer(db, number)),
    putAnswer: (input) => putAnswer(connection, playbook, input, actorOf(input.actor)),
    answerHistory: (questionId) => read(() => answerHistory(db, playbook, questionId)),
    putTask: (input) => putTask(connection, playbook, input, actorOf(undefined)),
    addNote: (text, actor) => addNote(connection, text, actorOf(actor)),
    reviseNote: (noteId, text, actor) => reviseNote(connection, noteId, text, actorOf(actor)),
    noteRevisions: (noteId) => read(() => noteRevisions(db, noteId)),
    custody: () => read(() => readCustody(db)),
    recordCustody(action, detail) {
      connection.write(() => ({ event: { actor: actorOf(undefined), action, detail }, result: undefined }));
    },
    close: connection.close,
  };
}

function asDamage(error: unknown, path: string): unknown {
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    const why = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : error.message;
    return new CasebookError(
      'caseDamaged',
      `${path} holds values that a case does not: ${why}`,
      { path },
      { cause: error },
    );
  }
  return asCaseError(error, path);
}
