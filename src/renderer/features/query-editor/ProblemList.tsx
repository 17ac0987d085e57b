import { ErrorCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { counted } from '../../ui/format.ts';
import type { QueryCheck } from '../../ui/kql/problems.ts';
import styles from './QueryEditor.module.css';

interface ProblemListProps {
  /** Null before the first check; undefined for a text that is too long to be checked while someone types. */
  readonly check: QueryCheck | undefined | null;
  readonly onGoTo: (position: number) => void;
}

/** What is wrong with the query: where, why, and what to do. */
export function ProblemList({ check, onGoTo }: ProblemListProps) {
  const problems = check?.problems ?? [];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <section className={styles.problems} aria-label="Problems">
      <p role="status" className={styles.muted}>
        {check === undefined && 'The text is too long to be checked while you type; it is checked when it runs.'}
        {check && problems.length > 0 && `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`}
        {check && problems.length === 0 && check.unread.length === 0 && 'No problems'}
        {check && check.unread.length > 0 && (
          <> {check.unread.join(', ')} has not been read yet: its names are checked once it has.</>
        )}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map(({ severity, code, line, column, message, help, from }) => (
            <li key={`${from} ${code} ${message}`}>
              <button type="button" className={styles.problem} onClick={() => onGoTo(from)}>
                <span className={styles[severity]}>
                  {severity === 'error' ? (
                    <ErrorCircleRegular aria-label="Error" />
                  ) : (
                    <WarningRegular aria-label="Warning" />
                  )}
                </span>
                <span className={styles.at}>
                  {line}:{column}
                </span>
                <span>
                  {message} <span className={styles.muted}>{help}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
