import { DismissRegular } from '@fluentui/react-icons';
import styles from './CitedRows.module.css';

/** A row of an exhibit that something rests on. */
export interface CitedRow {
  readonly exhibit: number;
  readonly row: number;
}

/** `E4 row 12`. */
export const rowName = ({ exhibit, row }: CitedRow): string => `E${exhibit} row ${row}`;

interface CitedRowsProps {
  readonly rows: readonly CitedRow[];
  /** How many to show; the rest is counted. */
  readonly atMost?: number;
  readonly onOpen: (cited: CitedRow) => void;
  readonly onRemove?: ((cited: CitedRow) => void) | undefined;
}

/** Cited rows as chips: each leads to its exhibit and row. */
export function CitedRows({ rows, atMost = rows.length, onOpen, onRemove }: CitedRowsProps) {
  if (rows.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label="Cited rows">
      {rows.slice(0, atMost).map((cited) => {
        const name = rowName(cited);
        return (
          <li key={name} className={styles.chip}>
            <button type="button" className={styles.name} onClick={() => onOpen(cited)}>
              {name}
            </button>
            {onRemove && (
              <button
                type="button"
                className={styles.remove}
                aria-label={`Remove the citation of ${name}`}
                onClick={() => onRemove(cited)}
              >
                <DismissRegular aria-hidden="true" />
              </button>
            )}
          </li>
        );
      })}
      {rows.length > atMost && <li className={styles.more}>and {rows.length - atMost} more</li>}
    </ul>
  );
}
