import { Button, ProgressBar } from '@fluentui/react-components';
import { StopRegular } from '@fluentui/react-icons';
import { count } from './format.ts';
import styles from './ProgressLine.module.css';

interface ProgressLineProps {
  readonly label: string;
  readonly done?: number | undefined;
  readonly total?: number | null | undefined;
  readonly onCancel?: (() => void) | undefined;
}

/** Long work under way: what it does, how far it is, and a way to stop it. */
export function ProgressLine({ label, done, total, onCancel }: ProgressLineProps) {
  const known = done !== undefined && total !== undefined && total !== null && total > 0;
  return (
    <div className={styles.line}>
      <div className={styles.text} role="status">
        <span>{label}</span>
        {known && (
          <span className={styles.amount}>
            {count(done)} of {count(total)}
          </span>
        )}
      </div>
      <ProgressBar aria-label={label} thickness="large" {...(known ? { value: done, max: total } : {})} />
      {onCancel && (
        <Button size="small" icon={<StopRegular />} onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
