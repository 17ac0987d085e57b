import type { notes } from '../../shared/contract/notes.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const noteHandlers = ({ cases }: Services): Handlers<typeof notes> => ({
  'notes.add': ({ caseId, text, actor }) => cases.get(caseId).addNote(text, actor),
  'notes.revise': ({ caseId, noteId, text, actor }) => cases.get(caseId).reviseNote(noteId, text, actor),
  'notes.delete': ({ caseId, noteId, reason, actor }) => cases.get(caseId).delete('note', noteId, reason, actor),
  'notes.revisions': ({ caseId, noteId }) => cases.get(caseId).noteRevisions(noteId),
});
