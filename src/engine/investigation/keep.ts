import type { ExhibitSummary } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { CallContext } from '../context.ts';
import type { LogSource } from '../logs/logSource.ts';
import { type Asked, askSource } from './captureAnswer.ts';
import type { SourceFacts } from './sourceFacts.ts';

/** The runs of one call: a case, the source that it asks, what is known of it, and the call's signal and events. */
export interface Investigation {
  readonly caseFile: CaseFile;
  readonly source: LogSource;
  readonly facts: SourceFacts;
  readonly context: CallContext;
}

/**
 * Asks the case's source, a service at once; what is returned keeps the answer, under another role where one is given. Throws
 * `caseReadOnly`.
 */
export function ask(
  { caseFile, source, facts, context }: Investigation,
  asked: Asked,
): (role?: Asked['role']) => Promise<ExhibitSummary> {
  if (caseFile.readOnly) {
    throw new CasebookError('caseReadOnly', `${caseFile.path} cannot be changed, so no answer can be kept in it.`);
  }
  context.signal.throwIfAborted();
  return askSource(caseFile, source, facts, asked, context.signal);
}

/** Asks the case's source and keeps the answer. Throws `caseReadOnly`. */
export const keep = async (investigation: Investigation, asked: Asked): Promise<ExhibitSummary> =>
  ask(investigation, asked)();
