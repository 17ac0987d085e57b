import { exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { printJson } from '../output/print.ts';
import { withEngine } from '../session.ts';

export function show(path: string): Promise<number> {
  return withEngine(async (session) => {
    const { exhibits, answers, tasks, notes, custody, playbook, caseId: _, ...facts } = await openCase(session, path);
    const { id, version, title } = playbook;
    printJson({ case: { ...facts, playbook: { id, version, title } }, exhibits, answers, tasks, notes, custody });
    return exitCodes.success;
  });
}
