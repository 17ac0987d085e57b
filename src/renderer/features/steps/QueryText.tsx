import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './Steps.module.css';

/** KQL to read and copy, not to change. */
export function QueryText({ kql }: { kql: string }) {
  const lines = kql.split('\n').length;
  return (
    <div className={styles.kqlBox}>
      <textarea
        readOnly
        aria-label="Query text"
        wrap="off"
        spellCheck={false}
        rows={Math.min(lines + 1, 12)}
        value={kql}
      />
      <CopyButton text={kql} label="Copy the query" />
    </div>
  );
}
