import type { CaseId, Note } from '../../../shared/contract/index.ts';
import { useNoteRevisions } from '../../api/reads.ts';
import { EarlierRevisions, RecordHistory } from '../../ui/History.tsx';
import { Markdown } from '../../ui/Markdown.tsx';

interface NoteHistoryProps {
  readonly caseId: CaseId;
  readonly note: Note;
}

/** The note's earlier wordings. */
export function NoteHistory(props: NoteHistoryProps) {
  return (
    <RecordHistory record={props.note}>
      <EarlierNotes {...props} />
    </RecordHistory>
  );
}

function EarlierNotes({ caseId, note }: NoteHistoryProps) {
  const history = useNoteRevisions(caseId, note.noteId, note.revision);
  return (
    <EarlierRevisions record={note} history={history}>
      {({ text }) => <Markdown text={text} />}
    </EarlierRevisions>
  );
}
