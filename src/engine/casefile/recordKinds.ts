/** A value of a record's key, as it stands in the table and in the detail of a custody event. */
export type KeyValue = string | number;

/** Rows of another table that belong to a record, under that table's name in it. */
interface RecordPart {
  readonly table: string;
  /** The columns that name the record, in the order of the record's key. */
  readonly key: readonly string[];
  readonly order: string;
  /** Whether the member is there where the record has no such rows: a later format adds none to the records of an earlier one. */
  readonly whenEmpty: 'empty' | 'absent';
}

/** A kind of record: each of its rows is told by exactly one custody event that carries the row's hash. */
export interface RecordKind {
  readonly table: string;
  /** The columns of its key, each with the member of an event's detail that holds it. */
  readonly key: readonly { readonly column: string; readonly member: string; readonly type: 'text' | 'integer' }[];
  /** The custody actions that tell of it. */
  readonly actions: readonly string[];
  /** The columns of its record; every one of them unless bytes are among them, of which the record holds the hash. */
  readonly columns: string;
  readonly parts: readonly RecordPart[];
  readonly name: (...key: KeyValue[]) => string;
}

const integer = (column: string, member = column) => ({ column, member, type: 'integer' as const });
const text = (column: string, member = column) => ({ column, member, type: 'text' as const });
const revision = integer('revision');
const revised = (what: string) => (id: KeyValue, at: KeyValue) => `${what} ${id}, revision ${at}`;

/** A new kind of record is one entry here, with its table in a migration and its store. */
export const recordKinds = {
  exhibit: {
    table: 'exhibits',
    key: [integer('number', 'exhibit')],
    actions: ['run'],
    columns: '*',
    parts: [{ table: 'exhibit_roles', key: ['exhibit'], order: 'exhibit', whenEmpty: 'absent' }],
    name: (exhibit) => `exhibit ${exhibit}`,
  },
  answer: {
    table: 'answer_revisions',
    key: [text('question_id', 'questionId'), revision],
    actions: ['answer'],
    columns: '*',
    parts: [
      { table: 'citations', key: ['question_id', 'revision'], order: 'position', whenEmpty: 'empty' },
      { table: 'answer_limitations', key: ['question_id', 'revision'], order: 'revision', whenEmpty: 'absent' },
    ],
    name: revised('answer to'),
  },
  task: {
    table: 'task_revisions',
    key: [text('task_id', 'taskId'), revision],
    actions: ['task'],
    columns: '*',
    parts: [],
    name: revised('task'),
  },
  note: {
    table: 'note_revisions',
    key: [integer('note'), revision],
    actions: ['note'],
    columns: '*',
    parts: [],
    name: revised('note'),
  },
  finding: {
    table: 'finding_revisions',
    key: [integer('finding'), revision],
    actions: ['finding', 'cite'],
    columns: '*',
    parts: [{ table: 'finding_citations', key: ['finding', 'revision'], order: 'position', whenEmpty: 'empty' }],
    name: revised('finding'),
  },
  bookmark: {
    table: 'bookmark_revisions',
    key: [integer('bookmark'), revision],
    actions: ['bookmark'],
    columns: '*',
    parts: [],
    name: revised('bookmark'),
  },
  profile: {
    table: 'profile_revisions',
    key: [integer('profile'), revision],
    actions: ['profile'],
    columns: '*',
    parts: [],
    name: revised('profile'),
  },
  attachment: {
    table: 'attachments',
    key: [integer('number', 'attachment')],
    actions: ['attachment'],
    columns: 'number, name, media_type, bytes, sha256, comment, actor, at',
    parts: [],
    name: (number) => `attachment ${number}`,
  },
  tombstone: {
    table: 'tombstones',
    key: [text('kind'), integer('id')],
    actions: ['delete'],
    columns: '*',
    parts: [],
    name: (kind, id) => `deletion of ${kind} ${id}`,
  },
} as const satisfies Record<string, RecordKind>;

export type RecordKindName = keyof typeof recordKinds;

/** Every kind of record with its name, in the order in which records rest on each other. */
export const kindsInOrder: readonly (readonly [RecordKindName, RecordKind])[] = [
  ['exhibit', recordKinds.exhibit],
  ['answer', recordKinds.answer],
  ['task', recordKinds.task],
  ['note', recordKinds.note],
  ['finding', recordKinds.finding],
  ['bookmark', recordKinds.bookmark],
  ['profile', recordKinds.profile],
  ['attachment', recordKinds.attachment],
  ['tombstone', recordKinds.tombstone],
];
