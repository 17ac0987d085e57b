import type { bookmarks } from '../../shared/contract/bookmarks.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const bookmarkHandlers = ({ cases }: Services): Handlers<typeof bookmarks> => ({
  'bookmarks.list': ({ caseId }) => cases.get(caseId).bookmarks(),
  'bookmarks.add': ({ caseId, actor, ...marked }) => cases.get(caseId).addBookmark(marked, actor),
  'bookmarks.revise': ({ caseId, bookmarkId, comment, actor }) =>
    cases.get(caseId).reviseBookmark(bookmarkId, comment, actor),
  'bookmarks.history': ({ caseId, bookmarkId }) => cases.get(caseId).bookmarkHistory(bookmarkId),
  'bookmarks.delete': ({ caseId, bookmarkId, reason, actor }) =>
    cases.get(caseId).delete('bookmark', bookmarkId, reason, actor),
});
