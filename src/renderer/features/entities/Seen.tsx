import type { ReactNode } from 'react';
import type { EntityPlace, Sighting } from '../../../shared/contract/index.ts';
import { utc, utcRange } from '../../ui/format.ts';
import styles from './Entities.module.css';
import { clockWords } from './entityWords.ts';

/** When an entity was seen first or last. */
export function SeenAt({ seen, which }: { seen: Sighting | null; which: 'first' | 'last' }) {
  if (!seen) return <span className="muted">not told</span>;
  const bound = seen.isExact ? '' : which === 'first' ? 'not before ' : 'not after ';
  return (
    <Told clock={seen.clock} at={seen.at} notBefore={seen.notBefore}>
      {bound && <span className={styles.bound}>{bound}</span>}
      {utc(seen.at)}
    </Told>
  );
}

/** When a row saw an entity. */
export function SeenIn({ seen }: { seen: EntityPlace['seen'] }) {
  if (!seen) return <span className="muted">not told</span>;
  const { first, last, isExact } = seen;
  return (
    <Told clock={seen.clock} at={first} notBefore={seen.notBefore}>
      {!isExact && <span className={styles.bound}>between </span>}
      {first === last ? utc(first) : utcRange({ from: first, to: last })}
    </Told>
  );
}

interface ToldProps extends Pick<Sighting, 'clock' | 'at' | 'notBefore'> {
  readonly children: ReactNode;
}

function Told({ clock, at, notBefore, children }: ToldProps) {
  const [note, help] = clockWords[clock];
  return (
    <span title={help}>
      {children}
      {notBefore !== null && (
        <span
          className={styles.note}
          title={`It stands for several events of a window that began at ${utc(notBefore)}.`}
        >
          window from {sameDay(notBefore, at) ? utc(notBefore).slice(11, -4) : utc(notBefore)}
        </span>
      )}
      {note && <span className={styles.note}>{note}</span>}
    </span>
  );
}

const sameDay = (a: string, b: string): boolean => a.slice(0, 10) === b.slice(0, 10);
