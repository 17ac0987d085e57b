import { Button } from '@fluentui/react-components';
import { BookmarkAddRegular } from '@fluentui/react-icons';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useBookmarks } from '../../api/reads.ts';
import { counted } from '../../ui/format.ts';
import type { RowSelection } from '../../ui/rowSelection.ts';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import styles from './Bookmarks.module.css';
import { CommentEditor } from './CommentEditor.tsx';
import { type BookmarkDrafts, newBookmark } from './useBookmarkDrafts.ts';

/** Each bookmark is a write of its own with its custody event: more at once would keep the case busy. */
const atMost = 100;

const saveLabel = (rows: number): string => {
  if (rows === 0) return 'Select rows to bookmark';
  return rows > atMost ? `Select at most ${atMost} rows` : `Bookmark ${counted(rows, 'row')}`;
};

interface BookmarkRowsProps {
  readonly view: CaseView;
  readonly drafts: BookmarkDrafts;
  readonly selection: RowSelection | undefined;
  /** Told what was done, to be said beside the rows. */
  readonly onDone: (text: string) => void;
}

/** Marks the rows selected, with a comment on all of them. */
export function BookmarkRows({ view, drafts, selection, onDone }: BookmarkRowsProps) {
  const bookmarks = useBookmarks(view);
  const draft = drafts.drafts[newBookmark];
  const start = useFocusBack(draft !== undefined);
  const exhibit = selection?.exhibit ?? 0;
  const marked = new Set(bookmarks.data?.filter((each) => each.exhibit === exhibit).map(({ row }) => row));
  const rows = selection?.rows.filter((row) => !marked.has(row)).map((row) => ({ exhibit, row })) ?? [];
  const selected = selection?.rows.length ?? 0;
  const allMarked = selected > 0 && rows.length === 0;
  const add = async (comment: string) => {
    const added = await drafts.add(rows, comment);
    if (added > 0) onDone(`${counted(added, 'row')} bookmarked.`);
  };
  if (!draft) {
    return (
      <Button
        ref={start}
        size="small"
        icon={<BookmarkAddRegular />}
        disabledFocusable={rows.length === 0 || bookmarks.data === undefined}
        title={allMarked ? 'Bookmarked already' : undefined}
        onClick={() => drafts.edit(newBookmark, '')}
      >
        {allMarked ? 'Bookmarked' : 'Bookmark'}
      </Button>
    );
  }
  return (
    <div className={styles.marking}>
      <CommentEditor
        label="Comment on the bookmark"
        draft={draft}
        saveLabel={saveLabel(rows.length)}
        canSave={rows.length > 0 && rows.length <= atMost}
        onEdit={(comment) => drafts.edit(newBookmark, comment)}
        onSave={(comment) => void add(comment)}
        onDiscard={() => drafts.discard(newBookmark)}
      />
    </div>
  );
}
