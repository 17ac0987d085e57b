import { z } from 'zod';
import type { CaseId, ExhibitSummary } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { defaultActor } from './actor.ts';
import { answerHistory, listAnswers, putAnswer } from './answerStore.ts';
import { addAttachment, listAttachments, readAttachment } from './attachmentStore.ts';
import { addBookmark, bookmarkHistory, listBookmarks, reviseBookmark } from './bookmarkStore.ts';
import { readFacts, readPlaybook } from './caseContents.ts';
import type { CaseFile } from './caseFile.ts';
import { readPart } from './casePart.ts';
import { type Connection, connect } from './connection.ts';
import { copyCase } from './copyCase.ts';
import { custodyHead, readCustody } from './custodyStore.ts';
import { emptyNewerTables } from './emptyNewerTables.ts';
import { addExhibit, listExhibits, readExhibit, readPackedAnswer, readRawAnswer } from './exhibitStore.ts';
import { addFinding, citeInFinding, findingHistory, listFindings, reviseFinding } from './findingStore.ts';
import { inspectCaseFile } from './inspect.ts';
import { upgradeFrom } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations, newestVersion } from './migrations/migrations.ts';
import { addNote, listNotes, noteRevisions, reviseNote } from './noteStore.ts';
import { exhibitPager } from './paging.ts';
import { addProfile, listProfiles, profileHistory, reviseProfile } from './profileStore.ts';
import { readStoredRows } from './readStoredRows.ts';
import { asCaseError } from './sqliteErrors.ts';
import { listTasks, putTask } from './taskStore.ts';
import { deleteItem, listTombstones } from './tombstoneStore.ts';

/** How a case file is opened. */
export interface Opening {
  readonly productVersion: string;
  /** The file was made by this session, so that its chain's newest event is the session's own. */
  readonly justMade?: boolean;
  readonly mode?: 'write' | 'read';
  /** The id by which this open case is called, where it is not the case's own: another copy of the case has that. */
  readonly handle?: CaseId;
  /** Who acts where a call names nobody, instead of the case's examiner. */
  readonly actor?: string;
  readonly list?: readonly Migration[];
}

/**
 * Opens a case file from anywhere. Throws `caseNotFound`, `caseForeign`, `caseTooNew`, `caseDamaged` or `caseBusy`; a file
 * that is refused is not touched. A file of an older format is brought to the newest by the first write, not by opening it.
 */
export function openCase(
  path: string,
  { productVersion, justMade = false, mode = 'write', handle, actor: opener, list = migrations }: Opening,
): CaseFile {
  const version = inspectCaseFile(path, list);
  let examiner = '';
  const actor = () => defaultActor(opener ?? examiner);
  const detail = { productVersion, formatVersion: newestVersion(list) };
  const opened = justMade ? undefined : () => ({ actor: actor(), action: 'open', detail });
  const connection = connect(path, mode, { opened, upgrade: upgradeFrom(path, version, list), actor });
  try {
    emptyNewerTables(connection.db, version, list);
    const file = caseFileOn(connection, handle);
    examiner = file.view().examiner;
    return file;
  } catch (error) {
    connection.close();
    throw asDamage(error, path);
  }
}

function caseFileOn(connection: Connection, handle: CaseId | undefined): CaseFile {
  const { db, path } = connection;
  const stored = readFacts(db);
  const facts = { ...stored, caseId: handle ?? stored.caseId };
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
  const newestEvent = () => {
    const head = custodyHead(db);
    return { count: head?.sequence ?? 0, head: head?.hash ?? '' };
  };
  return {
    caseId: facts.caseId,
    path,
    readOnly: connection.readOnly !== undefined,
    playbook,
    view: () =>
      read(() => {
        return {
          ...facts,
          path,
          readOnly: connection.readOnly !== undefined,
          readOnlyReason: connection.readOnly ?? null,
          formatVersion: Number(db.pragma('user_version', { simple: true })),
          playbook,
          exhibits: listExhibits(db),
          answers: listAnswers(db),
          tasks: listTasks(db),
          notes: listNotes(db),
          custody: newestEvent(),
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
    findings: () => read(() => listFindings(db)),
    addFinding: (content, actor) => addFinding(connection, content, actorOf(actor)),
    reviseFinding: (id, content, actor) => reviseFinding(connection, id, content, actorOf(actor)),
    citeInFinding: (id, rows, actor) => citeInFinding(connection, id, rows, actorOf(actor)),
    findingHistory: (id) => read(() => findingHistory(db, id)),
    bookmarks: () => read(() => listBookmarks(db)),
    addBookmark: (marked, actor) => addBookmark(connection, marked, actorOf(actor)),
    reviseBookmark: (id, comment, actor) => reviseBookmark(connection, id, comment, actorOf(actor)),
    bookmarkHistory: (id) => read(() => bookmarkHistory(db, id)),
    profiles: () => read(() => listProfiles(db)),
    addProfile: (content, actor) => addProfile(connection, content, actorOf(actor)),
    reviseProfile: (id, content, actor) => reviseProfile(connection, id, content, actorOf(actor)),
    profileHistory: (id) => read(() => profileHistory(db, id)),
    attachments: () => read(() => listAttachments(db)),
    addAttachment: (attachment, actor) => addAttachment(connection, attachment, actorOf(actor)),
    attachmentContent: (number) => read(() => readAttachment(db, number)),
    delete: (kind, id, reason, actor) => deleteItem(connection, kind, id, reason, actorOf(actor)),
    deletions: () => read(() => listTombstones(db)),
    custody: () => read(() => readCustody(db)),
    custodyHead: () => read(newestEvent),
    recordCustody(action, detail, actor) {
      connection.write(() => ({ event: { actor: actorOf(actor), action, detail }, result: undefined }));
    },
    storedRows: (number) => readStoredRows(db, number, exhibit(number).columns.length),
    copyTo: (to) => read(() => copyCase(connection, to)),
    part: (choice) => read(() => readPart(db, choice)),
    packedAnswer: (number) => read(() => readPackedAnswer(db, number)),
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
