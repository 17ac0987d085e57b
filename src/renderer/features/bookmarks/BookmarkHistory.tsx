import { useState } from 'react';
import type { Bookmark, CaseId } from '../../../shared/contract/index.ts';
import { useBookmarkHistory } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import historyStyles from '../../ui/History.module.css';
import styles from './Bookmarks.module.css';

/** The bookmark's earlier comments, read when they are asked for. */
export function BookmarkHistory({ caseId, bookmark }: { caseId: CaseId; bookmark: Bookmark }) {
  const [open, setOpen] = useState(false);
  if (bookmark.revision === 1) return null;
  return (
    <details className={historyStyles.history} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Revision {bookmark.revision}, {utc(bookmark.revisedAt)}
      </summary>
      {open && <Earlier caseId={caseId} bookmark={bookmark} />}
    </details>
  );
}

function Earlier({ caseId, bookmark }: { caseId: CaseId; bookmark: Bookmark }) {
  const history = useBookmarkHistory(caseId, bookmark.bookmarkId, bookmark.revision);
  if (history.error) return <FailureBar failure={failureOf(history.error)} />;
  return (
    <ol className={historyStyles.revisions}>
      {history.data
        ?.filter(({ revision }) => revision < bookmark.revision)
        .toReversed()
        .map((each) => (
          <li key={each.revision}>
            <p className={styles.muted}>
              Revision {each.revision}, {utc(each.revisedAt)}, {each.actor || 'unnamed'}
            </p>
            <p className={styles.comment}>{each.comment || 'No comment'}</p>
          </li>
        ))}
    </ol>
  );
}
