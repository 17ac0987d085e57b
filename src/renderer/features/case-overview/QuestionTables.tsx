import { Badge, type BadgeProps, Link } from '@fluentui/react-components';
import type { AnswerValue, CaseView } from '../../../shared/contract/index.ts';
import tableStyles from '../../ui/DataTable.module.css';
import { counted } from '../../ui/format.ts';
import type { CasePlace } from './CaseNavigation.tsx';
import styles from './Overview.module.css';
import { type AskedQuestion, isOpen, questionsOf } from './openQuestions.ts';

const looks: Record<AnswerValue, { readonly name: string; readonly color: NonNullable<BadgeProps['color']> }> = {
  expected: { name: 'Expected', color: 'success' },
  unexpected: { name: 'Unexpected', color: 'danger' },
  unknown: { name: 'Unknown', color: 'warning' },
  notAnswered: { name: 'Not answered', color: 'subtle' },
};

interface QuestionTablesProps {
  readonly view: CaseView;
  readonly onGo: (place: CasePlace) => void;
}

/** The questions that are open, and those that are answered; each leads to its place. */
export function QuestionTables({ view, onGo }: QuestionTablesProps) {
  const asked = questionsOf(view);
  const open = asked.filter(isOpen);
  const answered = asked.filter((each) => !isOpen(each));
  return (
    <>
      <section aria-labelledby="open-questions">
        <h3 id="open-questions">Open questions</h3>
        {open.length === 0 ? (
          <p className={styles.lead}>Every question is answered.</p>
        ) : (
          <QuestionTable asked={open} onGo={onGo} />
        )}
      </section>
      {answered.length > 0 && (
        <section aria-labelledby="answered-questions">
          <h3 id="answered-questions">Answered questions</h3>
          <QuestionTable asked={answered} withAnswers onGo={onGo} />
        </section>
      )}
    </>
  );
}

interface QuestionTableProps {
  readonly asked: readonly AskedQuestion[];
  readonly withAnswers?: boolean;
  readonly onGo: (place: CasePlace) => void;
}

function QuestionTable({ asked, withAnswers = false, onGo }: QuestionTableProps) {
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.stepColumn}>
            Step
          </th>
          <th scope="col">Question</th>
          {withAnswers && <th scope="col">Answer</th>}
          {withAnswers && <th scope="col">Rests on</th>}
        </tr>
      </thead>
      <tbody>
        {asked.map(({ step, question, answer }) => {
          const look = looks[answer?.value ?? 'notAnswered'];
          const cited = answer?.citations.length ?? 0;
          return (
            <tr key={question.id}>
              <td>{step.title}</td>
              <td>
                <Link as="button" onClick={() => onGo({ kind: 'step', stepId: step.id, questionId: question.id })}>
                  {question.guideNumber !== null && `${question.guideNumber}. `}
                  {question.text}
                </Link>
                {answer?.reason && <p className={styles.reason}>{answer.reason}</p>}
                {answer?.limitation && <p className={styles.reason}>Limitation: {answer.limitation}</p>}
              </td>
              {withAnswers && (
                <td>
                  <Badge appearance="tint" color={look.color}>
                    {look.name}
                  </Badge>
                </td>
              )}
              {withAnswers && (
                <td className={tableStyles.nowrap}>
                  {cited > 0 ? counted(cited, 'row') : <span className={tableStyles.path}>no rows</span>}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
