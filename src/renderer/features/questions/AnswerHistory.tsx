import { useState } from 'react';
import type { Answer, CaseId } from '../../../shared/contract/index.ts';
import { useAnswerHistory } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { rowName } from '../../ui/CitedRows.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import { answerNames } from './answerDraft.ts';
import styles from './Questions.module.css';

/** The answer's earlier revisions, read when they are asked for. */
export function AnswerHistory({ caseId, answer }: { caseId: CaseId; answer: Answer }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.history} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Saved {utc(answer.answeredAt)}, revision {answer.revision}
      </summary>
      {open && <Revisions caseId={caseId} answer={answer} />}
    </details>
  );
}

function Revisions({ caseId, answer }: { caseId: CaseId; answer: Answer }) {
  const history = useAnswerHistory(caseId, answer.questionId, answer.revision);
  if (history.error) return <FailureBar failure={failureOf(history.error)} />;
  return (
    <ol className={styles.revisions}>
      {history.data
        ?.toSorted((a, b) => b.revision - a.revision)
        .map((each) => (
          <li key={each.revision}>
            <strong>
              {each.revision}. {answerNames[each.value]}
            </strong>{' '}
            <span className={styles.muted}>
              {utc(each.answeredAt)}, {each.actor || 'unnamed'}
            </span>
            {each.reason && <p>{each.reason}</p>}
            {each.limitation && <p>Limitation: {each.limitation}</p>}
            {each.citations.length > 0 && <p className={styles.muted}>{each.citations.map(rowName).join(', ')}</p>}
          </li>
        ))}
    </ol>
  );
}
