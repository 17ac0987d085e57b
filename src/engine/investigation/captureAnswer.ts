import { withInherited } from '../../core/verdicts/inherited.ts';
import { judgeAnswer, judgeFailure } from '../../core/verdicts/verdicts.ts';
import type { ExhibitSummary, Verdict } from '../../shared/contract/index.ts';
import { CasebookError, type Failure } from '../../shared/result.ts';
import type { Capture, CaseFile } from '../casefile/caseFile.ts';
import { type LogSource, type RawAnswer, type Received, SourceReplyError } from '../logs/logSource.ts';
import { readForVerdicts } from './readAnswer.ts';
import type { SourceFacts } from './sourceFacts.ts';

export type Asked = Pick<Capture, 'stepId' | 'variant' | 'title' | 'kql' | 'parameters' | 'role'> & {
  /** Verdicts that the asker knows beforehand, such as a limit that the query keeps. */
  readonly known?: readonly Verdict[];
};

/**
 * Asks the source and keeps what comes back, with its verdicts, as an exhibit. A query that fails is kept too, with the reply that told so. Only a cancel
 * and what stops the case file from being written are thrown.
 */
export async function captureAnswer(
  caseFile: CaseFile,
  source: LogSource,
  sourceFacts: SourceFacts,
  { known = [], ...asked }: Asked,
  signal: AbortSignal,
): Promise<ExhibitSummary> {
  const { window } = caseFile.view();
  const facts = { ...asked, window, sourceLabel: source.label };
  const { device, hub } = asked.parameters;
  const question = { kql: asked.kql, window, device, hub };
  // A service is asked for what verdicts need while it answers; a folder's tables would only be read twice at once.
  if (source.ref.kind !== 'local') sourceFacts.unreadableValues(question).catch(() => undefined);
  const startedAt = now();
  let answer: RawAnswer;
  try {
    answer = await source.query(asked.kql, window, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = asFailure(error);
    const received = error instanceof SourceReplyError ? error.received : undefined;
    const run = { outcome: 'failed', failure, startedAt, finishedAt: now(), ...(received && { received }) } as const;
    return caseFile.addExhibit({ ...facts, ...askedBy(source, received), verdicts: [judgeFailure(failure)], run });
  }
  const values = await sourceFacts.unreadableValues(question);
  const further = [...known, ...(answer.found ?? []), ...values];
  const own = await judge(answer, { kql: asked.kql, window, further }, sourceFacts, signal);
  const verdicts = withInherited(own, answer.exhibits ?? []);
  const sourceLabel = answer.readFrom ?? source.label;
  return caseFile.addExhibit({
    ...facts,
    ...askedBy(source, answer),
    sourceLabel,
    verdicts,
    run: { outcome: 'answered', answer },
  });
}

/** An answer of an unknown form is kept too, and said to be one. */
async function judge(
  answer: RawAnswer,
  asked: Pick<Parameters<typeof judgeAnswer>[1], 'kql' | 'window' | 'further'>,
  sourceFacts: SourceFacts,
  signal: AbortSignal,
): Promise<Verdict[]> {
  const unknownForm: Verdict = {
    kind: 'failed',
    text: 'The answer is not of the form that a query has; its bytes are kept as they came.',
  };
  const read = tryReading(answer, asked.kql);
  if (!read) return [unknownForm];
  const { unreadable, ageSeconds } = answer;
  try {
    return judgeAnswer(read, { ...asked, unreadable, ageSeconds, tables: await sourceFacts.tables(asked.kql) });
  } catch (error) {
    if (signal.aborted || !(error instanceof CasebookError)) throw error;
    const text = `What the tables cover could not be read: ${error.message} Run the query again.`;
    const further = [...(asked.further ?? []), { kind: 'outsideCoverage', text } as const];
    return judgeAnswer(read, { ...asked, unreadable, ageSeconds, tables: [], further });
  }
}

function tryReading(answer: RawAnswer, kql: string): ReturnType<typeof readForVerdicts> | undefined {
  try {
    return readForVerdicts(answer, kql);
  } catch {
    return undefined;
  }
}

/** As whom the source was asked: whoever the reply was given to, or whoever the source is asked as. */
function askedBy(source: LogSource, received: Received | undefined): { identity?: string } {
  const identity = received?.identity ?? source.identity;
  return identity === undefined ? {} : { identity };
}

const now = (): string => new Date().toISOString();

const asFailure = (error: unknown): Failure => {
  if (error instanceof CasebookError) return error.toFailure();
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
};
