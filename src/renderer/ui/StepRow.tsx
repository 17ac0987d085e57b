import { Button } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular, WarningFilled } from '@fluentui/react-icons';
import styles from './StepRow.module.css';

interface StepToggleProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** A step's title in a table of steps, which opens and closes the rows below it. */
export function StepToggle({ title, isOpen, onToggle }: StepToggleProps) {
  return (
    <Button
      size="small"
      appearance="transparent"
      className={styles.toggle ?? ''}
      icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      {title}
    </Button>
  );
}

/** Says of a step in such a table that its answer may lack rows. */
export function NotComplete() {
  return (
    <span className={styles.doubtful}>
      <WarningFilled aria-hidden="true" /> not complete
    </span>
  );
}
