import { AddCircleRegular, ArrowSyncCircleRegular, SubtractCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Comparison } from '../../../shared/contract/index.ts';
import { count } from '../../ui/format.ts';
import styles from './Comparison.module.css';

export type ChangeKind = 'added' | 'removed' | 'changed';

export const changeIcons: Readonly<Record<ChangeKind, ReactNode>> = {
  added: <AddCircleRegular className={styles.added ?? ''} aria-hidden="true" />,
  removed: <SubtractCircleRegular className={styles.removed ?? ''} aria-hidden="true" />,
  changed: <ArrowSyncCircleRegular className={styles.changed ?? ''} aria-hidden="true" />,
};

/** How many rows came, went, changed and stayed. */
export function ChangeCounts({ counts }: { counts: Comparison['counts'] }) {
  return (
    <ul className={styles.counts} aria-label="Differences">
      {(['added', 'removed', 'changed'] as const).map((kind) => (
        <li key={kind} data-none={counts[kind] === 0}>
          {changeIcons[kind]} <strong>{count(counts[kind])}</strong> {kind}
        </li>
      ))}
      <li data-none={counts.unchanged === 0}>
        <strong>{count(counts.unchanged)}</strong> unchanged
      </li>
    </ul>
  );
}
