import { printable } from '../../../core/text/printable.ts';
import { count } from '../../ui/format.ts';
import styles from './Entities.module.css';

interface EntityValueProps {
  readonly value: string;
  /** Characters of the whole value; undefined where it may be longer than what is given. */
  readonly length?: number;
  /** How many characters to show. */
  readonly atMost: number;
}

/** A value as text that can hide nothing and turn nothing around: characters that would do so are shown as escapes. */
export function EntityValue({ value, length, atMost }: EntityValueProps) {
  const shown = value.slice(0, atMost).toWellFormed();
  return (
    <bdi className={styles.value}>
      {printable(shown)}
      {(length ?? value.length) > shown.length && (
        <span className={styles.cut}>…{length !== undefined && ` ${count(length)} characters`}</span>
      )}
    </bdi>
  );
}
