import { useState } from 'react';
import type { CaseView } from '../../shared/contract/index.ts';
import { BookmarkRows } from '../features/bookmarks/BookmarkRows.tsx';
import type { BookmarkDrafts } from '../features/bookmarks/useBookmarkDrafts.ts';
import { CiteInFinding } from '../features/findings/CiteInFinding.tsx';
import type { FindingDrafts } from '../features/findings/useFindingDrafts.ts';
import { counted } from '../ui/format.ts';
import type { RowSelection } from '../ui/rowSelection.ts';
import styles from './CasePage.module.css';

interface SelectedRowsProps {
  readonly view: CaseView;
  readonly selection: RowSelection | undefined;
  readonly findings: FindingDrafts;
  readonly bookmarks: BookmarkDrafts;
  /** Leads to the finding that is being written. */
  readonly onWriteFinding: () => void;
}

/** What can be done with the rows selected in the exhibit shown, beside citing them in an answer. */
export function SelectedRows({ view, selection, findings, bookmarks, onWriteFinding }: SelectedRowsProps) {
  const [done, setDone] = useState<{ readonly with: RowSelection | undefined; readonly text: string }>();
  const onDone = (text: string) => setDone({ with: selection, text });
  const selected = selection?.rows.length ?? 0;
  return (
    <section className={styles.selected} aria-label="Selected rows">
      <p>
        {selected === 0
          ? 'Select rows to bookmark or cite them.'
          : `${counted(selected, 'row')} of E${selection?.exhibit} selected`}
      </p>
      <div className={styles.selectedCommands}>
        <BookmarkRows view={view} drafts={bookmarks} selection={selection} onDone={onDone} />
        <CiteInFinding view={view} drafts={findings} selection={selection} onWrite={onWriteFinding} onDone={onDone} />
      </div>
      <p role="status">{done && done.with === selection ? done.text : ''}</p>
    </section>
  );
}
