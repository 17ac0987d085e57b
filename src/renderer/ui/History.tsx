import { type ReactNode, useState } from 'react';
import { failureOf } from '../api/workbenchApi.ts';
import { FailureBar } from './FailureBar.tsx';
import { utc } from './format.ts';
import styles from './History.module.css';

/** What was said before; its content is there, and read, once it is opened. */
export function History({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.history} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children}
    </details>
  );
}

interface RevisionsProps<T> {
  readonly history: { readonly data: readonly T[] | undefined; readonly error: Error | null };
  readonly label?: string;
  readonly className?: string | undefined;
  readonly children: (revision: T) => ReactNode;
}

/** Revisions as they were read, the newest first. */
export function Revisions<T extends { readonly revision: number }>(props: RevisionsProps<T>) {
  const { history, label, className = styles.revisions, children } = props;
  if (history.error) return <FailureBar failure={failureOf(history.error)} />;
  return (
    <ol className={className} aria-label={label}>
      {history.data
        ?.toSorted((a, b) => b.revision - a.revision)
        .map((each) => (
          <li key={each.revision}>{children(each)}</li>
        ))}
    </ol>
  );
}

interface Revised {
  readonly revision: number;
  readonly revisedAt: string;
  readonly actor: string;
}

/** The history of a record of the case, where it was ever revised. */
export function RecordHistory({ record, children }: { record: Revised; children: ReactNode }) {
  if (record.revision === 1) return null;
  return <History summary={`Revision ${record.revision}, ${utc(record.revisedAt)}`}>{children}</History>;
}

/** The revisions of a record before the one in force, each with who wrote it and when. */
export function EarlierRevisions<T extends Revised>({ record, history, children }: RevisionsProps<T> & { record: T }) {
  const data = history.data?.filter(({ revision }) => revision < record.revision);
  return (
    <Revisions history={{ data, error: history.error }}>
      {(each) => (
        <>
          <p className="fine">
            Revision {each.revision}, {utc(each.revisedAt)}, {each.actor || 'unnamed'}
          </p>
          {children(each)}
        </>
      )}
    </Revisions>
  );
}
