import { Button } from '@fluentui/react-components';
import { EditRegular, NoteAddRegular, NoteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CaseId, CaseView, Note } from '../../../shared/contract/index.ts';
import { useNoteRevisions } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import historyStyles from '../../ui/History.module.css';
import { Markdown } from '../../ui/Markdown.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { NoteEditor } from './NoteEditor.tsx';
import styles from './Notes.module.css';
import { type Notes, newNote } from './useNotes.ts';

/** The case's notes, newest first, and the one being written. */
export function NotesView({ view, notes }: { view: CaseView; notes: Notes }) {
  const draft = notes.drafts[newNote];
  const write = useFocusBack(draft !== undefined);
  const listed = view.notes.toSorted((a, b) => b.noteId - a.noteId);
  return (
    <div className={styles.notes}>
      <div className={styles.head}>
        <h2>Notes</h2>
        {!view.readOnly && !draft && (
          <Button ref={write} size="small" icon={<NoteAddRegular />} onClick={() => notes.edit(newNote, '')}>
            Write a note
          </Button>
        )}
      </div>
      {draft && !view.readOnly && (
        <NoteEditor
          label="New note"
          autoFocus
          draft={draft}
          saveLabel="Save the note"
          onEdit={(text) => notes.edit(newNote, text)}
          onSave={(text) => void notes.add(text)}
          onDiscard={() => notes.discard(newNote)}
        />
      )}
      {listed.length === 0 && !draft ? (
        <EmptyState icon={<NoteRegular />} title="No notes yet">
          Keep here what you did and thought, in the order you did it. Earlier wordings are kept when you revise a note.
        </EmptyState>
      ) : (
        listed.map((note) => (
          <NoteCard key={note.noteId} caseId={view.caseId} note={note} notes={notes} readOnly={view.readOnly} />
        ))
      )}
    </div>
  );
}

function NoteCard({ caseId, note, notes, readOnly }: { caseId: CaseId; note: Note; notes: Notes; readOnly: boolean }) {
  const [historyOpen, setHistoryOpen] = useState(false);
  const key = String(note.noteId);
  const draft = notes.drafts[key];
  const revise = useFocusBack(draft !== undefined);
  return (
    <article className={styles.card} aria-labelledby={`note-${key}`}>
      <div className={styles.cardHead}>
        <h3 id={`note-${key}`}>Note {key}</h3>
        <span className={styles.muted}>
          {utc(note.createdAt)}, {note.actor || 'unnamed'}
        </span>
        {!readOnly && !draft && (
          <Button
            ref={revise}
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
          autoFocus
          draft={draft}
          saveLabel="Save the revision"
          onEdit={(text) => notes.edit(key, text)}
          onSave={(text) => void notes.revise(note.noteId, text)}
          onDiscard={() => notes.discard(key)}
        />
      ) : (
        <Markdown text={note.text} />
      )}
      {note.revision > 1 && (
        <details
          className={historyStyles.history}
          open={historyOpen}
          onToggle={(event) => setHistoryOpen(event.currentTarget.open)}
        >
          <summary>
            Revision {note.revision}, {utc(note.revisedAt)}
          </summary>
          {historyOpen && <Revisions caseId={caseId} note={note} />}
        </details>
      )}
    </article>
  );
}

function Revisions({ caseId, note }: { caseId: CaseId; note: Note }) {
  const revisions = useNoteRevisions(caseId, note.noteId, note.revision);
  if (revisions.error) return <FailureBar failure={failureOf(revisions.error)} />;
  return (
    <ol className={historyStyles.revisions}>
      {revisions.data
        ?.filter(({ revision }) => revision !== note.revision)
        .toSorted((a, b) => b.revision - a.revision)
        .map((each) => (
          <li key={each.revision}>
            <p className={styles.muted}>
              Revision {each.revision}, {utc(each.revisedAt)}, {each.actor || 'unnamed'}
            </p>
            <Markdown text={each.text} />
          </li>
        ))}
    </ol>
  );
}
