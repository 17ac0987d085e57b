import type { Answer, CaseId } from '../../../shared/contract/index.ts';
import { useAnswerHistory } from '../../api/reads.ts';
import { rowName } from '../../ui/CitedRows.tsx';
import { utc } from '../../ui/format.ts';
import { History, Revisions } from '../../ui/History.tsx';
import { answerNames } from './answerDraft.ts';
import styles from './Questions.module.css';

interface AnswerHistoryProps {
  readonly caseId: CaseId;
  readonly answer: Answer;
}

/** When the answer was saved, and every revision of it. */
export function AnswerHistory(props: AnswerHistoryProps) {
  const { answeredAt, revision } = props.answer;
  return (
    <History summary={`Saved ${utc(answeredAt)}, revision ${revision}`}>
      <Answers {...props} />
    </History>
  );
}

function Answers({ caseId, answer }: AnswerHistoryProps) {
  const history = useAnswerHistory(caseId, answer.questionId, answer.revision);
  return (
    <Revisions history={history} className={styles.revisions}>
      {({ revision, value, answeredAt, actor, reason, limitation, citations }) => (
        <>
          <strong>
            {revision}. {answerNames[value]}
          </strong>{' '}
          <span className="fine">
            {utc(answeredAt)}, {actor || 'unnamed'}
          </span>
          {reason && <p>{reason}</p>}
          {limitation && <p>Limitation: {limitation}</p>}
          {citations.length > 0 && <p className="fine">{citations.map(rowName).join(', ')}</p>}
        </>
      )}
    </Revisions>
  );
}
