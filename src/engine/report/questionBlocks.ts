import type { CaseView } from '../../shared/contract/index.ts';
import { citedRows } from './citedRows.ts';
import { momentText } from './instants.ts';
import type { ReadRows } from './reportInput.ts';
import type { QuestionBlock } from './reportModel.ts';
import { answerChip } from './words.ts';

type CaseFacts = Omit<CaseView, 'sourceAvailable'>;
type Step = CaseView['playbook']['groups'][number]['steps'][number];
type Question = Step['questions'][number];
type Answered = CaseView['answers'][number];

export interface AskedQuestion {
  readonly step: Step;
  readonly question: Question;
  /** The answer in force; undefined where there is none, or where it was taken back. */
  readonly answer: Answered | undefined;
}

/** Every question of the case's playbook in its order, with its answer. */
export function askedQuestions(view: CaseFacts): AskedQuestion[] {
  const answers = new Map(view.answers.map((answer) => [answer.questionId, answer]));
  return view.playbook.groups.flatMap((group) =>
    group.steps.flatMap((step) =>
      step.questions.map((question) => {
        const answer = answers.get(question.id);
        return { step, question, answer: answer?.value === 'notAnswered' ? undefined : answer };
      }),
    ),
  );
}

/** `Guide, question 2` or `Casebook’s question`. */
export const questionLabel = (question: Question): string =>
  question.guideNumber === null ? 'Casebook’s question' : `Guide’s question ${question.guideNumber}`;

export function questionBlock(asked: AskedQuestion, view: CaseFacts, readRows: ReadRows): QuestionBlock {
  const { question, answer } = asked;
  return {
    label: questionLabel(question),
    text: question.text,
    answer: answerChip(answer?.value ?? 'notAnswered'),
    reason: answer?.reason ?? '',
    limitation: answer?.limitation ?? '',
    answeredNote: answer
      ? `${answer.actor || 'Unnamed examiner'}, ${momentText(answer.answeredAt)}${answer.revision > 1 ? `, revision ${answer.revision}` : ''}`
      : '',
    ...citedRows(answer?.citations ?? [], view.exhibits, readRows),
  };
}
