import { Button } from '@fluentui/react-components';
import { NoteAddRegular, NoteRegular } from '@fluentui/react-icons';
import type { CaseView } from '../../../shared/contract/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Section } from '../../ui/Section.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { NoteCard } from './NoteCard.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { type Notes, newNote } from './useNotes.ts';

/** The case's notes, newest first, and the one being written. */
export function NotesView({ view, notes }: { view: CaseView; notes: Notes }) {
  const draft = notes.drafts[newNote];
  const write = useFocusBack(draft !== undefined);
  const listed = view.notes.toSorted((a, b) => b.noteId - a.noteId);
  return (
    <Section
      title="Notes"
      prose
      action={
        !view.readOnly &&
        !draft && (
          <Button ref={write} size="small" icon={<NoteAddRegular />} onClick={() => notes.edit(newNote, '')}>
            Write a note
          </Button>
        )
      }
    >
      {draft && !view.readOnly && (
        <NoteEditor
          label="New note"
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
    </Section>
  );
}
