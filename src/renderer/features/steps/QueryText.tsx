import { CopyButton } from '../../ui/CopyButton.tsx';
import { KqlText } from '../../ui/kql/KqlText.tsx';
import styles from './Steps.module.css';

/** KQL to read and copy, not to change. */
export function QueryText({ kql }: { kql: string }) {
  return (
    <div className={styles.kqlBox}>
      <KqlText kql={kql} label="Query text" />
      <CopyButton text={kql} label="Copy the query" />
    </div>
  );
}
