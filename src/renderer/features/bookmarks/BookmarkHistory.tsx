import type { Bookmark, CaseId } from '../../../shared/contract/index.ts';
import { useBookmarkHistory } from '../../api/reads.ts';
import { EarlierRevisions, RecordHistory } from '../../ui/History.tsx';
import styles from './Bookmarks.module.css';

interface BookmarkHistoryProps {
  readonly caseId: CaseId;
  readonly bookmark: Bookmark;
}

/** The bookmark's earlier comments. */
export function BookmarkHistory(props: BookmarkHistoryProps) {
  return (
    <RecordHistory record={props.bookmark}>
      <EarlierComments {...props} />
    </RecordHistory>
  );
}

function EarlierComments({ caseId, bookmark }: BookmarkHistoryProps) {
  const history = useBookmarkHistory(caseId, bookmark.bookmarkId, bookmark.revision);
  return (
    <EarlierRevisions record={bookmark} history={history}>
      {({ comment }) => <p className={styles.comment}>{comment || 'No comment'}</p>}
    </EarlierRevisions>
  );
}
