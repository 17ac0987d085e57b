import { Label, Select } from '@fluentui/react-components';
import { QuestionCircleRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { evidenceGaps } from '../../../core/verdicts/evidence.ts';
import type { CaseView, PlaybookStep } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { RowSelection } from '../../ui/rowSelection.ts';
import { QuestionCard } from './QuestionCard.tsx';
import styles from './Questions.module.css';
import type { Answers } from './useAnswers.ts';

interface QuestionsPanelProps {
  readonly view: CaseView;
  /** The step whose questions are shown first. */
  readonly stepId: string | undefined;
  /** The question to lead to, if one is asked for; a new object asks anew. */
  readonly wish: { readonly questionId?: string } | undefined;
  readonly answers: Answers;
  readonly selection: RowSelection | undefined;
  readonly onOpen: (cited: CitedRow) => void;
}

const withQuestions = (view: CaseView): PlaybookStep[] =>
  view.playbook.groups.flatMap(({ steps }) => steps).filter(({ questions }) => questions.length > 0);

/** The questions beside the rows: those of the step, or of any other step that the rows speak to. */
export function QuestionsPanel({ view, stepId, wish, answers, selection, onOpen }: QuestionsPanelProps) {
  const label = useId();
  const steps = withQuestions(view);
  const [chosen, setChosen] = useState<{ readonly beside: string | undefined; readonly stepId: string } | undefined>();
  const shownId = chosen && chosen.beside === stepId ? chosen.stepId : stepId;
  const shown = steps.find(({ id }) => id === shownId);

  return (
    <>
      <div className={styles.panelHead}>
        <h2>Questions</h2>
        <div className={styles.of}>
          <Label size="small" htmlFor={label}>
            of step
          </Label>
          <Select
            id={label}
            size="small"
            value={shown?.id ?? ''}
            onChange={(_, { value }) => setChosen({ beside: stepId, stepId: value })}
          >
            {!shown && <option value="">choose a step</option>}
            {steps.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </div>
      </div>
      {shown ? (
        <div className={styles.cards}>
          {shown.questions.map((question) => (
            <QuestionCard
              key={question.id}
              caseId={view.caseId}
              question={question}
              sought={question.id === wish?.questionId ? wish : undefined}
              gapsOf={(cited) => evidenceGaps(shown.id, view.exhibits, cited)}
              answer={view.answers.find(({ questionId }) => questionId === question.id)}
              draft={answers.drafts[question.id]}
              selection={selection}
              readOnly={view.readOnly}
              onEdit={(draft) => answers.edit(question.id, draft)}
              onDiscard={() => answers.discard(question.id)}
              onSave={(draft) => void answers.put(question.id, draft)}
              onOpen={onOpen}
            />
          ))}
        </div>
      ) : (
        <EmptyState icon={<QuestionCircleRegular />} title="This step asks no question">
          Its rows can be cited for another step’s questions: choose that step above.
        </EmptyState>
      )}
    </>
  );
}
