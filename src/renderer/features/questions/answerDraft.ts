import type { Answer, AnswerValue } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { sameRows, withoutRow, withRows } from '../../ui/citing.ts';

/** An answer as it is being written. */
export interface AnswerDraft {
  readonly value: AnswerValue;
  readonly reason: string;
  readonly citations: readonly CitedRow[];
  /** What the answer leaves open where its evidence is not complete; empty for none. */
  readonly limitation: string;
}

/** What the examiner starts from: the answer in force, or none. */
export const draftOf = (answer: Answer | undefined): AnswerDraft => ({
  value: answer?.value ?? 'notAnswered',
  reason: answer?.reason ?? '',
  citations: answer?.citations.map(({ exhibit, row }) => ({ exhibit, row })) ?? [],
  limitation: answer?.limitation ?? '',
});

/** Adds rows in the order of their exhibits; a row is cited once. */
export const cite = (draft: AnswerDraft, exhibit: number, rows: readonly number[]): AnswerDraft => ({
  ...draft,
  citations: withRows(draft.citations, exhibit, rows),
});

export const uncite = (draft: AnswerDraft, cited: CitedRow): AnswerDraft => ({
  ...draft,
  citations: withoutRow(draft.citations, cited),
});

export const sameAnswer = (a: AnswerDraft, b: AnswerDraft): boolean =>
  a.value === b.value && a.reason === b.reason && a.limitation === b.limitation && sameRows(a.citations, b.citations);

export const answerNames: Record<AnswerValue, string> = {
  expected: 'Expected',
  unexpected: 'Unexpected',
  unknown: 'Unknown',
  notAnswered: 'Not answered',
};
