import { exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { outputWidth, print, printJson } from '../output/print.ts';
import { formatTable } from '../output/table.ts';
import { readRowReference } from '../rowReference.ts';
import { withEngine } from '../session.ts';
import { readText } from '../textInput.ts';

interface Json {
  readonly json?: true;
}

export function addBookmark(path: string, given: string, comment: string | undefined, { json }: Json): Promise<number> {
  const { exhibit, row } = readRowReference('The row', given);
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const added = await session.call('bookmarks.add', { caseId, exhibit, row, comment: comment ?? '' });
    return tell(json, added, `Bookmark ${added.bookmarkId} marks row ${row} of exhibit ${exhibit}.`);
  });
}

export async function reviseBookmark(
  path: string,
  bookmarkId: number,
  given: string | undefined,
  { file, json }: Json & { readonly file?: string },
): Promise<number> {
  const comment = await readText('The bookmark’s comment', given, file);
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const revised = await session.call('bookmarks.revise', { caseId, bookmarkId, comment });
    return tell(json, revised, `Bookmark ${bookmarkId} has revision ${revised.revision}.`);
  });
}

export const listBookmarks = (path: string, { json }: Json): Promise<number> =>
  withEngine(async (session) => {
    const { caseId, exhibits } = await openCase(session, path);
    const bookmarks = await session.call('bookmarks.list', { caseId });
    if (json) printJson(bookmarks);
    else if (bookmarks.length === 0) print('The case has no bookmarks.');
    else {
      const titleOf = (exhibit: number) => exhibits.find(({ number }) => number === exhibit)?.title ?? '';
      print(
        formatTable(
          [{ title: 'Bookmark', align: 'right' }, { title: 'Row' }, { title: 'Exhibit' }, { title: 'Comment' }],
          bookmarks.map(({ bookmarkId, exhibit, row, comment }) => [
            String(bookmarkId),
            `E${exhibit}:${row}`,
            titleOf(exhibit),
            comment,
          ]),
          outputWidth(),
        ),
      );
    }
    return exitCodes.success;
  });

export const deleteBookmark = (
  path: string,
  bookmarkId: number,
  { reason, json }: Json & { readonly reason: string },
): Promise<number> =>
  withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const deleted = await session.call('bookmarks.delete', { caseId, bookmarkId, reason });
    return tell(json, deleted, `Bookmark ${bookmarkId} is deleted: no longer listed, and still stored.`);
  });

function tell(json: true | undefined, saved: unknown, sentence: string): number {
  if (json) printJson(saved);
  else print(sentence);
  return exitCodes.success;
}
