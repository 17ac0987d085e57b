import type { JsonValue } from '../../core/custody/canonicalJson.ts';
import type {
  Answer,
  Attachment,
  Bookmark,
  CaseId,
  CaseView,
  DeletedKind,
  ExhibitRole,
  ExhibitSummary,
  Finding,
  Input,
  Note,
  Output,
  Playbook,
  Profile,
  QueryVariant,
  SourceRef,
  TimeRange,
  Tombstone,
  Verdict,
} from '../../shared/contract/index.ts';
import type { Failure } from '../../shared/result.ts';
import type { RawAnswer, Received } from '../logs/logSource.ts';
import type { StoredCell } from './answer/storedCell.ts';
import type { CasePart, PartChoice } from './casePart.ts';

/** What a new case starts from. */
export interface CaseFacts {
  readonly title: string;
  readonly examiner: string;
  readonly subject: { readonly deviceId: string; readonly hubName: string };
  readonly source: SourceRef;
  readonly sourceLabel: string;
  readonly window: TimeRange;
  /** Kept whole in the case, so that a case reads the same when the product's playbook has moved on. */
  readonly playbook: Playbook;
}

/** One run of one query, ready to be kept. */
export interface Capture {
  readonly stepId: string | null;
  readonly variant: QueryVariant;
  readonly title: string;
  /** What it is for; left out for a step's own query and for the examiner's. */
  readonly role?: ExhibitRole;
  readonly kql: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly window: TimeRange;
  readonly sourceLabel: string;
  /** As whom the source was asked, where it knows. */
  readonly identity?: string;
  readonly verdicts: readonly Verdict[];
  readonly run:
    | { readonly outcome: 'answered'; readonly answer: RawAnswer }
    | {
        readonly outcome: 'failed';
        readonly failure: Failure;
        readonly startedAt: string;
        readonly finishedAt: string;
        /** The reply that told the failure, where there was one; it is kept as an answer is. */
        readonly received?: Pick<Received, 'body' | 'versions'>;
      };
}

/** What a revision of a finding says. */
export type FindingContent = Omit<Input<'findings.add'>, 'caseId' | 'actor'>;

/** What a revision of a profile says. */
export type ProfileContent = Omit<Input<'profiles.add'>, 'caseId' | 'actor'>;

/** A file to be kept. */
export interface NewAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
  readonly comment: string;
}

/** What a custody event can tell of that leaves no record of its own in the case. */
type EventOnlyAction = 'beginRun' | 'endRun' | 'report' | 'recount' | 'verify' | 'export' | 'import' | 'share';

/** An open case file. Every write is one transaction together with its custody event. */
export interface CaseFile {
  /** By which calls name it: the case's own id, or one of its own for a second copy of a case that is open. */
  readonly caseId: CaseId;
  readonly path: string;
  readonly readOnly: boolean;
  readonly playbook: Playbook;
  /** The case as the window shows it; whether the source can be reached is the caller's to add. */
  view(): Omit<CaseView, 'sourceAvailable'>;
  /**
   * Keeps one run of a query; it is on the disk when the promise fulfils. An answer that cannot be read by its own column
   * types becomes a failed exhibit with its bytes kept. The raw bytes are compressed off the thread, hence the promise.
   */
  addExhibit(capture: Capture): Promise<ExhibitSummary>;
  exhibit(number: number): ExhibitSummary;
  page(input: Omit<Input<'exhibits.page'>, 'caseId'>): Output<'exhibits.page'>;
  /** The raw answer's bytes as received. */
  rawAnswer(number: number): Uint8Array;
  putAnswer(input: Omit<Input<'answers.put'>, 'caseId'>): Answer;
  answerHistory(questionId: string): Answer[];
  putTask(input: Omit<Input<'tasks.put'>, 'caseId'>): Output<'tasks.put'>;
  addNote(text: string, actor?: string): Note;
  reviseNote(noteId: number, text: string, actor?: string): Note;
  noteRevisions(noteId: number): Note[];
  /** Those in force, as all lists here; a deleted one keeps its history. */
  findings(): Finding[];
  addFinding(content: FindingContent, actor?: string): Finding;
  reviseFinding(findingId: number, content: FindingContent, actor?: string): Finding;
  /** A revision that cites these rows too. */
  citeInFinding(findingId: number, rows: FindingContent['citations'], actor?: string): Finding;
  findingHistory(findingId: number): Finding[];
  bookmarks(): Bookmark[];
  addBookmark(marked: { exhibit: number; row: number; comment: string }, actor?: string): Bookmark;
  reviseBookmark(bookmarkId: number, comment: string, actor?: string): Bookmark;
  bookmarkHistory(bookmarkId: number): Bookmark[];
  profiles(): Profile[];
  addProfile(content: ProfileContent, actor?: string): Profile;
  reviseProfile(profileId: number, content: ProfileContent, actor?: string): Profile;
  profileHistory(profileId: number): Profile[];
  attachments(): Attachment[];
  addAttachment(attachment: NewAttachment, actor?: string): Attachment;
  /** An attachment's bytes as they were added. */
  attachmentContent(number: number): Uint8Array;
  /** Takes something out of force; it stays stored and verifiable. */
  delete(kind: DeletedKind, id: number, reason: string, actor?: string): Tombstone;
  deletions(): Tombstone[];
  custody(): Output<'cases.custody'>;
  /** The newest custody event's hash and its number, as in the view. */
  custodyHead(): CaseView['custody'];
  /** Appends an event that changes nothing else, such as a report that was written. */
  recordCustody(action: EventOnlyAction, detail: Readonly<Record<string, JsonValue>>, actor?: string): void;
  /** The rows of an answered exhibit as they are stored, in the answer's order; integers as bigint. */
  storedRows(number: number): Iterable<StoredCell[]>;
  /** Copies the file, byte for byte as it is once closed, to a name that none has yet. */
  copyTo(path: string): void;
  /** A part of the case that stands by itself, with the hashes to check it by. */
  part(choice: PartChoice): CasePart;
  /** An exhibit's raw answer as it is stored: gzip. */
  packedAnswer(number: number): Uint8Array;
  close(): void;
}

/** The case files that are open in this engine. */
export interface CaseRegistry {
  /** Makes the file, or throws `outputExists`, `notWritable` or `diskFull` and leaves nothing behind. */
  create(path: string, facts: CaseFacts): CaseFile;
  /**
   * Opens the file, or hands back the one already open. A copy of a case that is open, at another path, is opened to be read,
   * and called by an id of its own, so that the two can be compared.
   */
  open(path: string): CaseFile;
  /** Opens the file a time more, only to be read and called by an id of its own; nothing else is handed this one. */
  openToRead(path: string): CaseFile;
  /** The case that is open from this file; undefined where none is. */
  openAt(path: string): CaseFile | undefined;
  /** An open case; undefined where it is not open. */
  find(caseId: CaseId): CaseFile | undefined;
  /** An open case, or throws `caseNotOpen`. */
  get(caseId: CaseId): CaseFile;
  close(caseId: CaseId): void;
  closeAll(): void;
}
