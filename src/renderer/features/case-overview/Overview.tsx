import { Button, ProgressBar } from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons';
import { isStepPart } from '../../../core/verdicts/windowPart.ts';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import type { CasePlace } from './CaseNavigation.tsx';
import { ClockFacts } from './ClockFacts.tsx';
import { FindingsBySeverity } from './FindingsBySeverity.tsx';
import { Observations } from './Observations.tsx';
import styles from './Overview.module.css';
import { isOpen, questionsOf } from './openQuestions.ts';
import { QuestionTables } from './QuestionTables.tsx';

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
  const questions = questionsOf(view);
  const answered = questions.filter((each) => !isOpen(each));
  const ran = steps.filter(({ id }) => view.exhibits.some((each) => each.stepId === id && !isStepPart(each)));

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
      {view.exhibits.length > 0 && <FindingsBySeverity view={view} onGo={onGo} />}
      {view.exhibits.length > 0 && <Observations view={view} running={running} onOpen={onOpen} />}
      {view.exhibits.length > 0 && <ClockFacts view={view} running={running} />}
      <QuestionTables view={view} onGo={onGo} />
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
