import { Spinner } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleRegular,
  ErrorCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons';
import { counted } from './format.ts';
import styles from './StepMark.module.css';

/** Where a query of the playbook stands. */
export type StepState =
  | { readonly status: 'notRun' | 'running' | 'failed' | 'skipped' }
  | { readonly status: 'answered'; readonly rows: number; readonly warnings: number };

/** The state in words. */
export function stepWords(state: StepState): string {
  switch (state.status) {
    case 'notRun':
      return 'Not run';
    case 'running':
      return 'Running';
    case 'failed':
      return 'Failed';
    case 'skipped':
      return 'Skipped';
    case 'answered':
      return counted(state.rows, 'row');
  }
}

export function StepMark({ state }: { state: StepState }) {
  switch (state.status) {
    case 'notRun':
      return <CircleRegular className={styles.quiet ?? ''} aria-hidden="true" />;
    case 'running':
      return <Spinner size="extra-tiny" aria-hidden="true" />;
    case 'failed':
      return <ErrorCircleFilled className={styles.failed ?? ''} aria-hidden="true" />;
    case 'skipped':
      return <SubtractCircleRegular className={styles.quiet ?? ''} aria-hidden="true" />;
    case 'answered':
      return state.warnings > 0 ? (
        <WarningFilled className={styles.warned ?? ''} aria-hidden="true" />
      ) : (
        <CheckmarkCircleFilled className={styles.answered ?? ''} aria-hidden="true" />
      );
  }
}
