import { Link } from '@fluentui/react-components';
import { uncovered } from '../../../core/verdicts/windowPart.ts';
import type { ExhibitSummary, TimeRange } from '../../../shared/contract/index.ts';
import { counted, utcRange } from '../../ui/format.ts';
import styles from './Steps.module.css';

interface WindowPartsProps {
  /** The runs of a query for parts of the window, in the order of their numbers. */
  readonly parts: readonly ExhibitSummary[];
  readonly ofCase: TimeRange;
  /** The exhibit that is shown. */
  readonly shown: number;
  readonly onPick: (exhibit: number) => void;
}

/** For which parts of the case's window a step's query was asked, and what none of them covers. */
export function WindowParts({ parts, ofCase, shown, onPick }: WindowPartsProps) {
  if (parts.length === 0) return null;
  const open = uncovered(ofCase, parts);
  return (
    <section className={styles.parts} aria-label="Parts of the window" data-testid="window-parts">
      <span className={styles.leftOutTitle}>Asked for parts of the window</span>
      <ul>
        {parts.map(({ number, window, rowCount, outcome }) => {
          const text = `Exhibit ${number}: ${utcRange(window)}`;
          return (
            <li key={number}>
              {number === shown ? (
                <strong>{text}</strong>
              ) : (
                <Link as="button" onClick={() => onPick(number)}>
                  {text}
                </Link>
              )}
              , {outcome === 'failed' ? 'failed' : counted(rowCount, 'row')}
            </li>
          );
        })}
      </ul>
      <p className={styles.muted}>
        {open.length === 0
          ? 'Together they cover the case’s window. What one row counts holds for its part alone.'
          : `None of them covers ${open.map(utcRange).join(', nor ')}.`}
      </p>
    </section>
  );
}
