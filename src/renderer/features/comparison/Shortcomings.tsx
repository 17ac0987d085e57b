import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { verdictNames } from '../../../core/verdicts/verdict.ts';
import type { Comparison } from '../../../shared/contract/index.ts';
import styles from './Comparison.module.css';

/** What a lack of rows on a side makes doubtful. */
const doubts = {
  before: 'What it lacks may have been there already: a row that is called added may be older than it looks.',
  after: 'What it lacks may still be there: a row that is called removed may not be gone.',
} as const;

/** Why an answer that was compared may lack rows, and what that makes doubtful. */
export function Shortcomings({ comparison }: { comparison: Comparison }) {
  return (['before', 'after'] as const).flatMap((side) => {
    const { shortcomings, exhibit } = comparison[side];
    if (shortcomings.length === 0) return [];
    return [
      <MessageBar key={side} intent="warning" layout="multiline" className={styles.message ?? ''}>
        <MessageBarBody>
          <MessageBarTitle>
            The {side === 'before' ? 'earlier' : 'later'} answer (E{exhibit}) is not complete.
          </MessageBarTitle>
          {doubts[side]}
          <ul className={styles.reasons}>
            {shortcomings.map(({ kind, text }) => (
              <li key={`${kind} ${text}`}>
                <strong>{verdictNames[kind]}:</strong> {text}
              </li>
            ))}
          </ul>
        </MessageBarBody>
      </MessageBar>,
    ];
  });
}
