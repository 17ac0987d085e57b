import { exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { print, printJson } from '../output/print.ts';
import { withEngine } from '../session.ts';
import { readText } from '../textInput.ts';

export async function note(
  path: string,
  given: string | undefined,
  { file, json }: { file?: string; json?: true },
): Promise<number> {
  const text = await readText('The note’s text', given, file);
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const added = await session.call('notes.add', { caseId, text });
    if (json) printJson(added);
    else print(`Note ${added.noteId} is in the case.`);
    return exitCodes.success;
  });
}
