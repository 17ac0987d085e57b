import { exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { print, printJson } from '../output/print.ts';
import { withEngine } from '../session.ts';
import type { SignInOptions } from '../signInOptions.ts';
import { hostFor } from '../sourceOptions.ts';
import { describeInvestigation } from './investigationText.ts';
import { failWhereQueriesFailed, runPlaybook } from './runPlaybook.ts';

/** Goes on with the newest whole run of a case, which was cut short or met failures that pass. */
export async function resume(path: string, options: SignInOptions & { readonly json?: true }): Promise<number> {
  const host = await hostFor(options);
  return withEngine(
    async (session) => {
      const { caseId } = await openCase(session, path);
      const outcome = await runPlaybook(session, caseId, { resume: true });
      if (options.json) printJson(outcome);
      else print(describeInvestigation(outcome));
      failWhereQueriesFailed(outcome);
      return exitCodes.success;
    },
    { host },
  );
}
