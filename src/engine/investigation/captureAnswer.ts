import { judgeAnswer, judgeFailure } from '../../core/verdicts/verdicts.ts';
import type { ExhibitSummary, Verdict } from '../../shared/contract/index.ts';
import { CasebookError, type Failure } from '../../shared/result.ts';
import type { Capture, CaseFile } from '../casefile/caseFile.ts';
import type { LogSource, RawAnswer } from '../logs/logSource.ts';
import { readAnswer } from './readAnswer.ts';

export type Asked = Pick<Capture, 'stepId' | 'variant' | 'title' | 'kql' | 'parameters'>;

/**
 * Asks the source and keeps what comes back, with its verdicts, as an exhibit. A query that fails is kept too. Only a cancel
 * and what stops the case file from being written are thrown.
 */
export async function captureAnswer(
  caseFile: CaseFile,
  source: LogSource,
  asked: Asked,
  signal: AbortSignal,
): Promise<ExhibitSummary> {
  const { window } = caseFile.view();
  const facts = { ...asked, window, sourceLabel: source.label };
  const startedAt = now();
  let answer: RawAnswer;
  try {
    answer = await source.query(asked.kql, window, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = asFailure(error);
    const run = { outcome: 'failed', failure, startedAt, finishedAt: now() } as const;
    return caseFile.addExhibit({ ...facts, verdicts: [judgeFailure(failure)], run });
  }
  return caseFile.addExhibit({ ...facts, verdicts: judge(asked.kql, answer), run: { outcome: 'answered', answer } });
}

/** An answer of an unknown form is kept too, and said to be one. */
function judge(kql: string, answer: RawAnswer): Verdict[] {
  try {
    return judgeAnswer(kql, readAnswer(answer), answer.unreadable);
  } catch {
    return [
      { kind: 'failed', text: 'The answer is not of the form that a query has; its bytes are kept as they came.' },
    ];
  }
}

const now = (): string => new Date().toISOString();

const asFailure = (error: unknown): Failure => {
  if (error instanceof CasebookError) return error.toFailure();
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
};
