import type { Answer, AnswerValue } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';

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

const key = ({ exhibit, row }: CitedRow): string => `${exhibit}:${row}`;

/** Adds rows in the order of their exhibits; a row is cited once. */
export function cite(draft: AnswerDraft, exhibit: number, rows: readonly number[]): AnswerDraft {
  const all = new Map([...draft.citations, ...rows.map((row) => ({ exhibit, row }))].map((each) => [key(each), each]));
  const citations = [...all.values()].sort((a, b) => a.exhibit - b.exhibit || a.row - b.row);
  return { ...draft, citations };
}

export const uncite = (draft: AnswerDraft, cited: CitedRow): AnswerDraft => ({
  ...draft,
  citations: draft.citations.filter((each) => key(each) !== key(cited)),
});

export const sameAnswer = (a: AnswerDraft, b: AnswerDraft): boolean =>
  a.value === b.value &&
  a.reason === b.reason &&
  a.limitation === b.limitation &&
  a.citations.length === b.citations.length &&
  a.citations.every((each, index) => {
    const other = b.citations[index];
    return other !== undefined && key(each) === key(other);
  });

export const answerNames: Record<AnswerValue, string> = {
  expected: 'Expected',
  unexpected: 'Unexpected',
  unknown: 'Unknown',
  notAnswered: 'Not answered',
};
