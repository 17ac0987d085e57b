import { Badge, type BadgeProps } from '@fluentui/react-components';
import { CheckmarkRegular, ErrorCircleRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Verdict } from '../../../shared/contract/index.ts';
import styles from './Steps.module.css';

const names: Record<Verdict['kind'], string> = {
  complete: 'Complete',
  truncated: 'Truncated',
  partial: 'Partial',
  setCapped: 'Set capped',
  tableAbsent: 'Table absent',
  unreadableLines: 'Unreadable lines',
  failed: 'Failed',
};

const look = (kind: Verdict['kind']): { color: NonNullable<BadgeProps['color']>; icon: ReactElement } => {
  if (kind === 'complete') return { color: 'success', icon: <CheckmarkRegular /> };
  if (kind === 'failed') return { color: 'danger', icon: <ErrorCircleRegular /> };
  return { color: 'warning', icon: <WarningRegular /> };
};

/** How far an answer can be trusted to be whole, and why. */
export function VerdictChips({ verdicts }: { verdicts: readonly Verdict[] }) {
  return (
    <ul className={styles.verdicts} aria-label="Completeness">
      {verdicts.map(({ kind, text }) => (
        <li key={`${kind} ${text}`}>
          <Badge appearance="tint" {...look(kind)}>
            {names[kind]}
          </Badge>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
