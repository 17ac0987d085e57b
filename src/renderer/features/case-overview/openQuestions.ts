import type { Answer, CaseView, PlaybookStep } from '../../../shared/contract/index.ts';

/** A question of the playbook, with the answer in force where there is one. */
export interface AskedQuestion {
  readonly step: PlaybookStep;
  readonly question: PlaybookStep['questions'][number];
  readonly answer: Answer | undefined;
}

/** Every question of the playbook, in its order. */
export function questionsOf({ playbook, answers }: Pick<CaseView, 'playbook' | 'answers'>): AskedQuestion[] {
  const inForce = new Map(answers.map((answer) => [answer.questionId, answer]));
  return playbook.groups
    .flatMap((group) => group.steps)
    .flatMap((step) => step.questions.map((question) => ({ step, question, answer: inForce.get(question.id) })));
}

/** Whether nobody has answered yet, or somebody took the answer back. */
export const isOpen = ({ answer }: AskedQuestion): boolean => (answer?.value ?? 'notAnswered') === 'notAnswered';
