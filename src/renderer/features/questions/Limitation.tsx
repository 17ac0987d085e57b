import { Field, Textarea } from '@fluentui/react-components';
import type { EvidenceGap } from '../../../core/verdicts/evidence.ts';
import { verdictNames } from '../../../core/verdicts/verdict.ts';
import styles from './Questions.module.css';

interface LimitationProps {
  readonly gaps: readonly EvidenceGap[];
  readonly limitation: string;
  readonly readOnly: boolean;
  readonly onEdit: (limitation: string) => void;
}

/** What keeps the evidence of an answer from being complete, and what the examiner says about it. */
export function Limitation({ gaps, limitation, readOnly, onEdit }: LimitationProps) {
  return (
    <div className={styles.limitation} data-testid="limitation">
      {gaps.length > 0 && (
        <>
          <p>The evidence is not complete, so “expected” needs a written limitation:</p>
          <ul>
            {gaps.map(({ exhibit, verdicts }) => (
              <li key={exhibit} title={verdicts.map(({ text }) => text).join('\n')}>
                {exhibit === null ? 'This step' : `Exhibit ${exhibit}`}:{' '}
                {[...new Set(verdicts.map(({ kind }) => verdictNames[kind].toLowerCase()))].join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <Field label="Limitation" size="small" required={gaps.length > 0}>
        <Textarea
          size="small"
          resize="vertical"
          rows={2}
          readOnly={readOnly}
          maxLength={20_000}
          value={limitation}
          onChange={(_, { value }) => onEdit(value)}
        />
      </Field>
    </div>
  );
}
