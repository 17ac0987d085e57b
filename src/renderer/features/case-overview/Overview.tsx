import { Badge, type BadgeProps, Button, Link, ProgressBar } from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons';
import type { AnswerValue, CaseView } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { counted } from '../../ui/format.ts';
import type { CasePlace } from './CaseNavigation.tsx';
import { ClockFacts } from './ClockFacts.tsx';
import { Observations } from './Observations.tsx';
import styles from './Overview.module.css';

const looks: Record<AnswerValue, { readonly name: string; readonly color: NonNullable<BadgeProps['color']> }> = {
  expected: { name: 'Expected', color: 'success' },
  unexpected: { name: 'Unexpected', color: 'danger' },
  unknown: { name: 'Unknown', color: 'warning' },
  notAnswered: { name: 'Not answered', color: 'subtle' },
};

interface OverviewProps {
  readonly view: CaseView;
  readonly running: boolean;
  readonly onRunAll: () => void;
  readonly onGo: (place: CasePlace) => void;
  readonly onOpen: (cited: CitedRow) => void;
}

/** Where the investigation stands: what has run, what is answered, and what needs a second look. */
export function Overview({ view, running, onRunAll, onGo, onOpen }: OverviewProps) {
  const steps = view.playbook.groups.flatMap((group) => group.steps);
  const questions = steps.flatMap((step) => step.questions.map((question) => ({ step, question })));
  const answerOf = (id: string) => view.answers.find(({ questionId }) => questionId === id);
  const answered = questions.filter(
    ({ question }) => (answerOf(question.id)?.value ?? 'notAnswered') !== 'notAnswered',
  );
  const ran = steps.filter(({ id }) => view.exhibits.some(({ stepId }) => stepId === id));

  return (
    <div className={styles.overview}>
      <section aria-labelledby="overview">
        <h2 id="overview">{view.playbook.title}</h2>
        <p className={styles.lead}>{view.playbook.introduction}</p>
        <div className={styles.tiles}>
          <Tile label="Steps run" done={ran.length} total={steps.length} />
          <Tile label="Questions answered" done={answered.length} total={questions.length} />
          <Tile label="Exhibits" done={view.exhibits.length} />
          <Tile label="Notes" done={view.notes.length} />
        </div>
        {view.exhibits.length === 0 && view.sourceAvailable && !view.readOnly && (
          <Button
            appearance="primary"
            icon={<PlayRegular />}
            className={styles.run ?? ''}
            disabledFocusable={running}
            onClick={onRunAll}
          >
            Run all steps
          </Button>
        )}
      </section>
      {view.exhibits.length > 0 && <Observations view={view} running={running} onOpen={onOpen} />}
      {view.exhibits.length > 0 && <ClockFacts view={view} running={running} />}
      <section aria-labelledby="questions-of-case">
        <h3 id="questions-of-case">Questions</h3>
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Question</th>
              <th scope="col">Answer</th>
              <th scope="col">Rests on</th>
            </tr>
          </thead>
          <tbody>
            {questions.map(({ step, question }) => {
              const answer = answerOf(question.id);
              const look = looks[answer?.value ?? 'notAnswered'];
              const cited = answer?.citations.length ?? 0;
              return (
                <tr key={question.id}>
                  <td className={tableStyles.nowrap}>
                    <Link as="button" onClick={() => onGo({ kind: 'step', stepId: step.id })}>
                      {step.title}
                    </Link>
                  </td>
                  <td>
                    {question.guideNumber !== null && `${question.guideNumber}. `}
                    {question.text}
                    {answer?.reason && <p className={styles.reason}>{answer.reason}</p>}
                    {answer?.limitation && <p className={styles.reason}>Limitation: {answer.limitation}</p>}
                  </td>
                  <td>
                    <Badge appearance="tint" color={look.color}>
                      {look.name}
                    </Badge>
                  </td>
                  <td className={tableStyles.nowrap}>
                    {cited > 0 ? counted(cited, 'row') : <span className={tableStyles.path}>no rows</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <p className={styles.attribution}>{view.playbook.attribution}</p>
    </div>
  );
}

function Tile({ label, done, total }: { label: string; done: number; total?: number }) {
  return (
    <div className={styles.tile}>
      <p className={styles.tileLabel}>{label}</p>
      <p className={styles.tileNumber}>
        {done}
        {total !== undefined && <span className={styles.tileTotal}> of {total}</span>}
      </p>
      {total !== undefined && <ProgressBar aria-label={label} value={done} max={Math.max(1, total)} />}
    </div>
  );
}
