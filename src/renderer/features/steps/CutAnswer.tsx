import { Button, Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { rawRowQuery } from '../../../core/fetchAll/rawRowQuery.ts';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import styles from './Steps.module.css';

interface CutAnswerProps {
  readonly exhibit: ExhibitSummary;
  /** Asks again and fetches every row in slices of time; absent where nothing can be asked. */
  readonly fetchAll?: (() => void) | undefined;
  /** The exhibit that holds all rows, where they were fetched. */
  readonly whole: number | undefined;
  readonly onOpen: (exhibit: number) => void;
  /** Asks again for a part of the window; absent as `fetchAll` is. */
  readonly narrower: ReactNode;
}

/** What can be done about an answer that the service cut: fetch every row where the query allows it, or ask for less. */
export function CutAnswer({ exhibit, fetchAll, whole, onOpen, narrower }: CutAnswerProps) {
  if (whole !== undefined) {
    return (
      <p>
        All rows are in{' '}
        <Link as="button" onClick={() => onOpen(whole)}>
          exhibit {whole}
        </Link>
        .
      </p>
    );
  }
  if (!narrower) return null;
  const raw = rawRowQuery(exhibit.kql);
  return (
    <section className={styles.remedies} aria-label="Rows that are missing">
      {raw.ok ? (
        fetchAll && (
          <Button
            size="small"
            appearance="primary"
            title="Counts the rows, fetches them in slices of time, and compares"
            onClick={fetchAll}
          >
            Fetch all rows
          </Button>
        )
      ) : (
        <p className={styles.muted}>All rows cannot be fetched in slices of time: {raw.reason}.</p>
      )}
      {narrower}
    </section>
  );
}
