import { z } from 'zod';
import type { HitKind } from '../../shared/contract/search.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { joinFields } from './literalText.ts';

/** One text to be found, of a record of the case; rows of exhibits are read by themselves. */
export interface RecordDocument {
  readonly kind: Exclude<HitKind, 'row'>;
  /** Which record of its kind. */
  readonly ref: string;
  /** The row that a bookmark marks. */
  readonly row: number | null;
  readonly text: string;
}

/** The parts of a record's text, in order. */
export const fieldsOf: Readonly<Record<RecordDocument['kind'], readonly string[]>> = {
  case: ['title', 'examiner', 'device', 'hub'],
  answer: ['reason', 'limitation'],
  task: ['remark'],
  note: ['text'],
  finding: ['title', 'reason', 'alternatives', 'techniques'],
  bookmark: ['comment'],
  attachment: ['name', 'comment'],
  exhibit: ['title', 'error'],
  query: ['kql'],
};

/** The texts of every record in force, the rows of exhibits left out. */
export function recordDocuments(file: CaseFile, view = file.view()): RecordDocument[] {
  const one = (kind: RecordDocument['kind'], ref: string | number, ...fields: string[]): RecordDocument => ({
    kind,
    ref: String(ref),
    row: null,
    text: joinFields(fields),
  });
  return [
    one('case', '', view.title, view.examiner, view.subject.deviceId, view.subject.hubName),
    ...view.answers.map((each) => one('answer', each.questionId, each.reason, each.limitation ?? '')),
    ...view.tasks.map((each) => one('task', each.taskId, each.remark)),
    ...view.notes.map((each) => one('note', each.noteId, each.text)),
    ...file
      .findings()
      .map((each) =>
        one('finding', each.findingId, each.title, each.reason, each.alternatives, each.techniques.join(' ')),
      ),
    ...file.bookmarks().map((each) => ({
      ...one('bookmark', bookmarkRef.toText(each), each.comment),
      row: each.row,
    })),
    ...file.attachments().map((each) => one('attachment', each.number, each.name, each.comment)),
    ...view.exhibits.map((each) => one('exhibit', each.number, each.title, each.error?.message ?? '')),
    ...view.exhibits.map((each) => one('query', each.number, each.kql)),
  ];
}

/** A bookmark's number with the exhibit of its row. */
export const bookmarkRef = {
  toText: ({ bookmarkId, exhibit }: { bookmarkId: number; exhibit: number }) => `${bookmarkId} ${exhibit}`,
  parse: (ref: string) => {
    const [bookmarkId, exhibit] = z.tuple([z.string(), z.coerce.number()]).parse(ref.split(' '));
    return { bookmarkId, exhibit };
  },
};
