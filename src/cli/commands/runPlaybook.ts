import type { CaseId } from '../../shared/contract/index.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { CommandFailure, engineFailure } from '../exitCodes.ts';
import { readLeftOut } from '../leftOut.ts';
import { progressLine } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import type { Session } from '../session.ts';
import type { InvestigationOutcome } from './investigationText.ts';

/** Runs the playbook of an open case, or what its newest run left undone, then writes the report where one is wanted. */
export async function runPlaybook(
  { call }: Session,
  caseId: CaseId,
  { reportPath, resume }: { readonly reportPath?: string | undefined; readonly resume?: true },
): Promise<InvestigationOutcome> {
  const line = progressLine();
  try {
    const { skipped, recounted } = await call(
      'exhibits.runAll',
      { caseId, ...(resume && { resume }) },
      ({ text, done, total }) => line.show(`${done} of ${total}: ${printable(text)}`),
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

/**
 * A table that was never collected is a fact about the source, and its verdict tells it. Any other failed query leaves the case
 * with less than was asked for, and the exit code says so.
 */
export function failWhereQueriesFailed({ exhibits, case: { path } }: InvestigationOutcome): void {
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
