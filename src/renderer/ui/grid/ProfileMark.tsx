import { AddCircleRegular, CheckmarkCircleRegular, SubtractCircleRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ProfileMark as Mark } from '../../../core/profiles/profileContent.ts';
import styles from './ProfileMark.module.css';

/** What a profile says of a row, in a word. */
export const markNames: Readonly<Record<Mark, string>> = {
  expected: 'Expected',
  unexpected: 'Unexpected',
  new: 'New',
  notCovered: 'Not covered',
};

const icons: Readonly<Record<Mark, ReactNode>> = {
  expected: <CheckmarkCircleRegular aria-hidden="true" />,
  unexpected: <WarningRegular aria-hidden="true" />,
  new: <AddCircleRegular aria-hidden="true" />,
  notCovered: <SubtractCircleRegular aria-hidden="true" />,
};

/** A profile's mark: icon and word, so that colour alone says nothing. */
export function ProfileMark({ mark }: { mark: Mark }) {
  return (
    <span className={styles.mark} data-mark={mark}>
      {icons[mark]}
      {markNames[mark]}
    </span>
  );
}
