import { Button } from '@fluentui/react-components';
import { BookmarkRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { Bookmark, CaseView } from '../../../shared/contract/index.ts';
import { useBookmarks } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import cardStyles from '../../ui/Card.module.css';
import { type CitedRow, CitedRows, rowName } from '../../ui/CitedRows.tsx';
import { DeleteDialog } from '../../ui/DeleteDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { BookmarkHistory } from './BookmarkHistory.tsx';
import styles from './Bookmarks.module.css';
import { CommentEditor } from './CommentEditor.tsx';
import { RowInBrief } from './RowInBrief.tsx';
import type { BookmarkDrafts } from './useBookmarkDrafts.ts';

interface BookmarksViewProps {
  readonly view: CaseView;
  readonly drafts: BookmarkDrafts;
  readonly onOpen: (cited: CitedRow) => void;
}

/** The rows to come back to, in the order of exhibits and rows. */
export function BookmarksView({ view, drafts, onOpen }: BookmarksViewProps) {
  const bookmarks = useBookmarks(view);
  const listed = bookmarks.data?.toSorted((a, b) => a.exhibit - b.exhibit || a.row - b.row);
  return (
    <Section title="Bookmarks" prose>
      {bookmarks.error && <FailureBar failure={failureOf(bookmarks.error)} />}
      {listed?.length === 0 && (
        <EmptyState icon={<BookmarkRegular />} title="No bookmarks yet">
          Select rows of an exhibit and choose “Bookmark” beside them, to come back to them here.
        </EmptyState>
      )}
      {listed?.map((bookmark) => (
        <BookmarkCard key={bookmark.bookmarkId} view={view} bookmark={bookmark} drafts={drafts} onOpen={onOpen} />
      ))}
    </Section>
  );
}

function BookmarkCard({ view, bookmark, drafts, onOpen }: BookmarksViewProps & { readonly bookmark: Bookmark }) {
  const heading = useId();
  const [deleting, setDeleting] = useState(false);
  const { bookmarkId, exhibit: number, row, comment } = bookmark;
  const key = String(bookmarkId);
  const draft = view.readOnly ? undefined : drafts.drafts[key];
  const revise = useFocusBack(draft !== undefined);
  const exhibit = view.exhibits.find((each) => each.number === number);
  return (
    <article className={cardStyles.card} aria-labelledby={heading}>
      <div className={cardStyles.head}>
        <CitedRows rows={[bookmark]} onOpen={onOpen} />
        <h3 id={heading} className={`${cardStyles.title} ${styles.title}`}>
          <span className="visually-hidden">{rowName(bookmark)}: </span>
          {exhibit?.title}
        </h3>
        {!view.readOnly && !draft && (
          <span className={cardStyles.buttons}>
            <Button
              ref={revise}
              size="small"
              appearance="subtle"
              icon={<EditRegular />}
              aria-label={`Revise the comment on ${rowName(bookmark)}`}
              onClick={() => drafts.edit(key, comment)}
            >
              Revise
            </Button>
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={`Delete the bookmark of ${rowName(bookmark)}`}
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
          </span>
        )}
      </div>
      {draft ? (
        <CommentEditor
          label="Comment"
          draft={draft}
          saveLabel="Save the comment"
          onEdit={(text) => drafts.edit(key, text)}
          onSave={(text) => void drafts.revise(bookmarkId, text)}
          onDiscard={() => drafts.discard(key)}
        />
      ) : (
        comment && <p className={styles.comment}>{comment}</p>
      )}
      {exhibit && <RowInBrief caseId={view.caseId} exhibit={exhibit} row={row} />}
      <p className="fine">
        {utc(bookmark.createdAt)}, {bookmark.actor || 'unnamed'}
      </p>
      <BookmarkHistory caseId={view.caseId} bookmark={bookmark} />
      {deleting && (
        <DeleteDialog
          what={`the bookmark of ${rowName(bookmark)}`}
          onDelete={(reason) => drafts.remove(bookmarkId, reason)}
          onClose={() => setDeleting(false)}
        />
      )}
    </article>
  );
}
