import { Button } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import type { CaseId, Note } from '../../../shared/contract/index.ts';
import cardStyles from '../../ui/Card.module.css';
import { utc } from '../../ui/format.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { NoteEditor } from './NoteEditor.tsx';
import { NoteHistory } from './NoteHistory.tsx';
import styles from './Notes.module.css';
import type { Notes } from './useNotes.ts';

interface NoteCardProps {
  readonly caseId: CaseId;
  readonly note: Note;
  readonly notes: Notes;
  readonly readOnly: boolean;
}

/** A note of the case, read or being revised. */
export function NoteCard({ caseId, note, notes, readOnly }: NoteCardProps) {
  const key = String(note.noteId);
  const draft = notes.drafts[key];
  const revise = useFocusBack(draft !== undefined);
  return (
    <article className={cardStyles.card} aria-labelledby={`note-${key}`}>
      <div className={cardStyles.head}>
        <h3 id={`note-${key}`} className={cardStyles.title}>
          Note {key}
        </h3>
        <span className="fine">
          {utc(note.createdAt)}, {note.actor || 'unnamed'}
        </span>
        {!readOnly && !draft && (
          <Button
            ref={revise}
            className={styles.revise ?? ''}
            size="small"
            appearance="subtle"
            icon={<EditRegular />}
            aria-label={`Revise note ${key}`}
            onClick={() => notes.edit(key, note.text)}
          >
            Revise
          </Button>
        )}
      </div>
      {draft ? (
        <NoteEditor
          label={`Note ${key}, revised`}
          draft={draft}
          saveLabel="Save the revision"
          onEdit={(text) => notes.edit(key, text)}
          onSave={(text) => void notes.revise(note.noteId, text)}
          onDiscard={() => notes.discard(key)}
        />
      ) : (
        <Markdown text={note.text} />
      )}
      <NoteHistory caseId={caseId} note={note} />
    </article>
  );
}
