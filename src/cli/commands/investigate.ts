import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Checked } from '../../core/kqlText/checked.ts';
import { checkDeviceId, checkHubName } from '../../core/kqlText/identifiers.ts';
import type { CaseId, CaseView } from '../../shared/contract/index.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { badInput, CommandFailure, engineFailure, exitCodes } from '../exitCodes.ts';
import { readLeftOut } from '../leftOut.ts';
import { print, printJson, progressLine } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { type Session, withEngine } from '../session.ts';
import { readWindow, type WindowOptions } from '../windowOption.ts';
import { describeInvestigation, type InvestigationOutcome } from './investigationText.ts';

interface InvestigateOptions extends WindowOptions {
  readonly source: string;
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
  const reportPath = options.report === undefined ? undefined : resolve(options.report);
  if (reportPath !== undefined && existsSync(reportPath)) {
    throw badInput(`--report ${reportPath} exists already. Choose another name: Casebook does not overwrite.`);
  }
  return withEngine(async (session) => {
    const created = await session.call('cases.create', {
      path,
      source: { kind: 'local', folder: resolve(options.source) },
      deviceId,
      hubName,
      ...(window && { window }),
      ...(options.playbook !== undefined && { playbookId: options.playbook }),
      ...(options.title !== undefined && { title: options.title }),
      ...(options.examiner !== undefined && { examiner: options.examiner }),
    });
    const outcome = await keepingWhatIsSaved(session, created, () => run(session, created.caseId, reportPath));
    if (options.json) printJson(outcome);
    else print(describeInvestigation(outcome));
    failWhereQueriesFailed(outcome);
    return exitCodes.success;
  });
}

/**
 * A table that was never collected is a fact about the source, and its verdict tells it. Any other failed query leaves the case
 * with less than was asked for, and the exit code says so.
 */
function failWhereQueriesFailed({ exhibits, case: { path } }: InvestigationOutcome): void {
  const failed = exhibits.filter(({ error }) => error !== null && error.code !== 'tableAbsent');
  const first = failed[0] ?? (exhibits.some(({ outcome }) => outcome === 'answered') ? undefined : exhibits[0]);
  if (!first?.error) return;
  const { message, exitCode } = engineFailure({ ...first.error, code: first.error.code as ErrorCode });
  const count = failed.length || exhibits.length;
  throw new CommandFailure(
    `${count} of ${exhibits.length} queries failed, the first of them E${first.number}: ${message} The case is kept in ${path}.`,
    exitCode,
  );
}

function take(option: string, given: string, rule: (text: string) => Checked<string>): string {
  const checked = rule(given);
  if (!checked.ok) throw badInput(`${option} "${given}" is not valid: ${checked.reason}. Correct it.`);
  return checked.value;
}

async function run({ call }: Session, caseId: CaseId, reportPath: string | undefined): Promise<InvestigationOutcome> {
  const line = progressLine();
  try {
    const { skipped, recounted } = await call('exhibits.runAll', { caseId }, ({ text, done, total }) =>
      line.show(`${done} of ${total}: ${printable(text)}`),
    );
    const observations = await call('exhibits.observations', { caseId });
    if (reportPath !== undefined) line.show('Writing the report');
    const report = reportPath === undefined ? null : await call('reports.write', { caseId, path: reportPath });
    const view = await call('cases.get', { caseId });
    const { exhibits, path, title, examiner, subject, source, window, custody, playbook } = view;
    const leftOut = await readLeftOut({ call }, view);
    const clock = await call('exhibits.clock', { caseId });
    const facts = { path, title, examiner, subject, source, window, custody };
    return {
      case: { ...facts, playbook: { id: playbook.id, version: playbook.version } },
      exhibits,
      skipped,
      recounted,
      leftOut,
      clock,
      observations,
      report,
    };
  } finally {
    line.clear();
  }
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
