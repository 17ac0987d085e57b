import { badInput, exitCodes } from '../exitCodes.ts';
import { readLeftOut } from '../leftOut.ts';
import { openCase } from '../openCase.ts';
import { printJson } from '../output/print.ts';
import { withEngine } from '../session.ts';

interface ShowOptions {
  readonly exhibit?: number;
  readonly row?: number;
  readonly raw?: true;
}

export function show(path: string, { exhibit, row, raw }: ShowOptions): Promise<number> {
  if (exhibit === undefined && (row !== undefined || raw)) {
    throw badInput('--row and --raw are of an exhibit. Name it with --exhibit.');
  }
  if (raw && row === undefined) throw badInput('--raw shows the events behind one row. Name it with --row.');
  return withEngine(async (session) => {
    const view = await openCase(session, path);
    if (exhibit !== undefined) {
      const { caseId } = view;
      if (raw && row !== undefined) printJson(await session.call('exhibits.rawRows', { caseId, exhibit, row }));
      else {
        const part = row === undefined ? { offset: 0, limit: 5000 } : { offset: row - 1, limit: 1 };
        const page = await session.call('exhibits.page', { caseId, exhibit, ...part });
        printJson({ exhibit: view.exhibits.find(({ number }) => number === exhibit), ...page });
      }
      return exitCodes.success;
    }
    const leftOut = await readLeftOut(session, view);
    const ofCase = { caseId: view.caseId };
    const clock = await session.call('exhibits.clock', ofCase);
    const findings = await session.call('findings.list', ofCase);
    const bookmarks = await session.call('bookmarks.list', ofCase);
    const attachments = await session.call('attachments.list', ofCase);
    const profiles = await session.call('profiles.list', ofCase);
    const deletions = await session.call('cases.deletions', ofCase);
    const events = await session.call('cases.custody', ofCase);
    const { exhibits, answers, tasks, notes, custody, playbook, caseId: _, ...facts } = view;
    const { id, version, title } = playbook;
    printJson({
      case: { ...facts, playbook: { id, version, title } },
      ...{
        exhibits,
        leftOut,
        clock,
        answers,
        tasks,
        notes,
        findings,
        bookmarks,
        attachments,
        profiles,
        deletions,
        custody: { ...custody, events },
      },
    });
    return exitCodes.success;
  });
}
