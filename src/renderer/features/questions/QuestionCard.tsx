import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import { type EvidenceGap, needsCompleteEvidence } from '../../../core/verdicts/evidence.ts';
import type { Answer, AnswerValue, CaseId, PlaybookStep } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import type { Draft } from '../../ui/draftStore.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import type { RowSelection } from '../../ui/rowSelection.ts';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { AnswerHistory } from './AnswerHistory.tsx';
import { type AnswerDraft, answerNames, cite, draftOf, sameAnswer, uncite } from './answerDraft.ts';
import { Citations } from './Citations.tsx';
import { Limitation } from './Limitation.tsx';
import styles from './Questions.module.css';

const values: readonly AnswerValue[] = ['expected', 'unexpected', 'unknown', 'notAnswered'];
const isValue = (text: string): text is AnswerValue => values.some((value) => value === text);

export interface QuestionCardProps {
  readonly caseId: CaseId;
  readonly question: PlaybookStep['questions'][number];
  /** There where the examiner is led to it; a new object leads anew. */
  readonly sought: object | undefined;
  readonly answer: Answer | undefined;
  readonly draft: Draft<AnswerDraft> | undefined;
  readonly selection: RowSelection | undefined;
  readonly readOnly: boolean;
  /** What keeps the evidence from being complete, given the exhibits cited. */
  readonly gapsOf: (cited: readonly number[]) => readonly EvidenceGap[];
  readonly onEdit: (draft: AnswerDraft) => void;
  readonly onDiscard: () => void;
  readonly onSave: (draft: AnswerDraft) => void;
  readonly onOpen: (cited: CitedRow) => void;
}

/** One question with its answer: a value, a reason, and the rows behind it. */
export function QuestionCard(props: QuestionCardProps) {
  const { caseId, question, sought, answer, draft, selection, readOnly, gapsOf, onEdit, onDiscard, onSave, onOpen } =
    props;
  const heading = useId();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sought) card.current?.focus();
  }, [sought]);
  const saved = draftOf(answer);
  const current = draft?.value ?? saved;
  const unsaved = draft !== undefined && !sameAnswer(draft.value, saved);
  const back = useFocusBack(unsaved);
  const gaps = needsCompleteEvidence(current.value) ? gapsOf(current.citations.map(({ exhibit }) => exhibit)) : [];
  const lacksLimitation = gaps.length > 0 && current.limitation.trim() === '';
  const save = () => {
    if (!lacksLimitation) onSave(current);
  };
  const edit = (next: AnswerDraft) => (sameAnswer(next, saved) && !draft?.saving ? onDiscard() : onEdit(next));

  return (
    <article
      ref={(element) => {
        card.current = element;
        back(element);
      }}
      tabIndex={-1}
      className={styles.card}
      data-sought={sought !== undefined}
      aria-labelledby={heading}
    >
      <h3 id={heading} className={styles.question}>
        {question.guideNumber !== null && <span className={styles.number}>{question.guideNumber}.</span>}
        {question.text}
      </h3>
      <RadioGroup
        className={styles.values ?? ''}
        aria-labelledby={heading}
        layout="horizontal"
        value={current.value}
        disabled={readOnly}
        onChange={(_, { value }) => isValue(value) && edit({ ...current, value })}
      >
        {values.map((value) => (
          <Radio key={value} value={value} label={answerNames[value]} />
        ))}
      </RadioGroup>
      <Field label="Reason" size="small">
        <Textarea
          size="small"
          resize="vertical"
          rows={3}
          readOnly={readOnly}
          maxLength={20_000}
          value={current.reason}
          onChange={(_, { value }) => edit({ ...current, reason: value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && unsaved) save();
          }}
        />
      </Field>
      <Citations
        citations={current.citations}
        selection={selection}
        readOnly={readOnly}
        onOpen={onOpen}
        onCite={() => selection && edit(cite(current, selection.exhibit, selection.rows))}
        onRemove={(cited) => edit(uncite(current, cited))}
      />
      {(gaps.length > 0 || current.limitation !== '') && (
        <Limitation
          gaps={gaps}
          limitation={current.limitation}
          readOnly={readOnly}
          onEdit={(limitation) => edit({ ...current, limitation })}
        />
      )}
      <FailureBar failure={draft?.failure} />
      <div className={styles.foot}>
        {unsaved ? (
          <>
            <Button
              size="small"
              appearance="primary"
              disabledFocusable={draft.saving || lacksLimitation}
              title={lacksLimitation ? 'Write the limitation first' : 'Ctrl+Enter in the reason'}
              onClick={save}
            >
              {draft.saving ? 'Saving…' : 'Save the answer'}
            </Button>
            <Button size="small" appearance="subtle" disabledFocusable={draft.saving} onClick={onDiscard}>
              Discard
            </Button>
            <span className={styles.muted} role="status">
              Not saved yet
            </span>
          </>
        ) : answer ? (
          <AnswerHistory caseId={caseId} answer={answer} />
        ) : (
          <span className={styles.muted}>No answer saved.</span>
        )}
      </div>
    </article>
  );
}
