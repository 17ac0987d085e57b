import { joinVerdicts, withInherited } from '../../core/verdicts/inherited.ts';
import { judgeAnswer, judgeFailure } from '../../core/verdicts/verdicts.ts';
import { judgeWindow } from '../../core/verdicts/windowPart.ts';
import type { ExhibitSummary, TimeRange, Verdict } from '../../shared/contract/index.ts';
import { CasebookError, type Failure } from '../../shared/result.ts';
import type { Capture, CaseFile } from '../casefile/caseFile.ts';
import { type LogSource, type RawAnswer, type Received, SourceReplyError } from '../logs/logSource.ts';
import { readForVerdicts } from './readAnswer.ts';
import type { Question, SourceFacts } from './sourceFacts.ts';

export type Asked = Pick<Capture, 'stepId' | 'variant' | 'title' | 'kql' | 'parameters' | 'role'> & {
  /** Verdicts that the asker knows beforehand, such as a limit that the query keeps. */
  readonly known?: readonly Verdict[];
  /** The part of the case's window to ask for; all of it where absent. */
  readonly window?: TimeRange | undefined;
};

/** What a source gave, or why it gave nothing; a cancel alone is thrown. */
type Came =
  | { readonly outcome: 'answered'; readonly answer: RawAnswer }
  | {
      readonly outcome: 'failed';
      readonly failure: Failure;
      readonly received?: Received;
      readonly startedAt: string;
      readonly finishedAt: string;
    };

/**
 * Asks the source and keeps what comes back, with its verdicts, as an exhibit. A query that fails is kept too, with the reply that told so. Only a cancel
 * and what stops the case file from being written are thrown. A service is asked at once, a folder when the answer is to be kept: its
 * queries would only take turns on this computer.
 */
export function askSource(
  caseFile: CaseFile,
  source: LogSource,
  sourceFacts: SourceFacts,
  asked: Asked,
  signal: AbortSignal,
): (role?: Capture['role']) => Promise<ExhibitSummary> {
  const { window = caseFile.view().window } = asked;
  const { device, hub } = asked.parameters;
  const question = { kql: asked.kql, window, device, hub };
  const atOnce = source.ref.kind === 'local' ? undefined : came(source, question, signal);
  atOnce?.catch(() => undefined);
  // A service is asked for what verdicts need while it answers; a folder's tables would only be read twice at once.
  if (atOnce) sourceFacts.unreadableValues(question).catch(() => undefined);
  return async (role) => {
    const run = await (atOnce ?? came(source, question, signal));
    return keepRun(caseFile, source, sourceFacts, { ...asked, ...(role && { role }) }, question, run, signal);
  };
}

async function came(source: LogSource, { kql, window }: Question, signal: AbortSignal): Promise<Came> {
  const startedAt = now();
  try {
    return { outcome: 'answered', answer: await source.query(kql, window, signal) };
  } catch (error) {
    if (signal.aborted) throw error;
    const received = error instanceof SourceReplyError ? error.received : undefined;
    const failure = asFailure(error);
    return { outcome: 'failed', failure, startedAt, finishedAt: now(), ...(received && { received }) };
  }
}

async function keepRun(
  caseFile: CaseFile,
  source: LogSource,
  sourceFacts: SourceFacts,
  { known = [], ...asked }: Asked,
  question: Question,
  run: Came,
  signal: AbortSignal,
): Promise<ExhibitSummary> {
  const facts = { ...asked, window: question.window, sourceLabel: source.label };
  const ofPart = judgeWindow(question.window, caseFile.view().window);
  if (run.outcome === 'failed') {
    return caseFile.addExhibit({
      ...facts,
      ...askedBy(source, run.received),
      verdicts: [judgeFailure(run.failure), ...ofPart],
      run,
    });
  }
  const { answer } = run;
  const values = await sourceFacts.unreadableValues(question);
  const further = [...known, ...(answer.found ?? []), ...values];
  const own = await judge(answer, { kql: asked.kql, window: question.window, further }, sourceFacts, signal);
  const verdicts = withInherited(joinVerdicts(own, ofPart), answer.exhibits ?? []);
  const sourceLabel = answer.readFrom ?? source.label;
  return caseFile.addExhibit({ ...facts, ...askedBy(source, answer), sourceLabel, verdicts, run });
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
