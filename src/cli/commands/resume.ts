import { exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { print, printJson } from '../output/print.ts';
import { withEngine } from '../session.ts';
import { describeInvestigation } from './investigationText.ts';
import { failWhereQueriesFailed, runPlaybook } from './runPlaybook.ts';

/** Goes on with the newest whole run of a case, which was cut short or met failures that pass. */
export function resume(path: string, { json }: { readonly json?: true }): Promise<number> {
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const outcome = await runPlaybook(session, caseId, { resume: true });
    if (json) printJson(outcome);
    else print(describeInvestigation(outcome));
    failWhereQueriesFailed(outcome);
    return exitCodes.success;
  });
}
