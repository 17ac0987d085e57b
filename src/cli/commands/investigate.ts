import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Checked } from '../../core/kqlText/checked.ts';
import { checkDeviceId, checkHubName } from '../../core/kqlText/identifiers.ts';
import type { CaseId, CaseView } from '../../shared/contract/index.ts';
import { badInput, CommandFailure, exitCodes } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { type Session, withEngine } from '../session.ts';
import { hostFor, needSource, type SourceOptions } from '../sourceOptions.ts';
import { readWindow, type WindowOptions } from '../windowOption.ts';
import { describeInvestigation } from './investigationText.ts';
import { failWhereQueriesFailed, runPlaybook } from './runPlaybook.ts';

interface InvestigateOptions extends WindowOptions, SourceOptions {
  readonly device: string;
  readonly hub: string;
  readonly out: string;
  readonly playbook?: string;
  readonly report?: string;
  readonly title?: string;
  readonly examiner?: string;
  readonly json?: true;
}

export async function investigate(options: InvestigateOptions): Promise<number> {
  const deviceId = take('--device', options.device, checkDeviceId);
  const hubName = take('--hub', options.hub, checkHubName);
  const window = readWindow(options);
  const path = resolve(options.out);
  const source = await needSource(options);
  const host = await hostFor(options);
  const reportPath = options.report === undefined ? undefined : resolve(options.report);
  if (reportPath !== undefined && existsSync(reportPath)) {
    throw badInput(`--report ${reportPath} exists already. Choose another name: Casebook does not overwrite.`);
  }
  return withEngine(
    async (session) => {
      const created = await session.call('cases.create', {
        path,
        source,
        deviceId,
        hubName,
        ...(window && { window }),
        ...(options.playbook !== undefined && { playbookId: options.playbook }),
        ...(options.title !== undefined && { title: options.title }),
        ...(options.examiner !== undefined && { examiner: options.examiner }),
      });
      const outcome = await keepingWhatIsSaved(session, created, () =>
        runPlaybook(session, created.caseId, { reportPath }),
      );
      if (options.json) printJson(outcome);
      else print(describeInvestigation(outcome));
      failWhereQueriesFailed(outcome);
      return exitCodes.success;
    },
    { host },
  );
}

function take(option: string, given: string, rule: (text: string) => Checked<string>): string {
  const checked = rule(given);
  if (!checked.ok) throw badInput(`${option} "${given}" is not valid: ${checked.reason}. Correct it.`);
  return checked.value;
}

/** Lets a run fail or stop without loss: a case with exhibits stays and is named; one without any is removed again. */
async function keepingWhatIsSaved<T>(session: Session, { caseId, path }: CaseView, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const saved = await savedExhibits(session, caseId);
    if (saved === 0) rmSync(path);
    if (saved === 0 || !(error instanceof CommandFailure)) throw error;
    const what = saved === undefined ? 'What was saved' : `The case with ${saved} exhibits`;
    throw new CommandFailure(`${error.message} ${what} is kept in ${path}.`, error.exitCode);
  }
}

/** Closes the case and counts its exhibits; undefined where the engine is gone and cannot tell. */
async function savedExhibits({ finish }: Session, caseId: CaseId): Promise<number | undefined> {
  try {
    const { exhibits } = await finish('cases.get', { caseId });
    await finish('cases.close', { caseId });
    return exhibits.length;
  } catch {
    return undefined;
  }
}
