import { Badge, type BadgeProps } from '@fluentui/react-components';
import { CheckmarkRegular, ErrorCircleRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { verdictNames } from '../../../core/verdicts/verdict.ts';
import type { Verdict } from '../../../shared/contract/index.ts';
import styles from './Steps.module.css';

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
            {verdictNames[kind]}
          </Badge>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
