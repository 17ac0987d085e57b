import type { CaseId, SourceRef, TimeRange } from '../../shared/contract/index.ts';
import { badInput } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import type { Session } from '../session.ts';
import { readSource, type SourceOptions } from '../sourceOptions.ts';
import { readWindow, type WindowOptions } from '../windowOption.ts';

/** What a query reads, as the command line names it. */
export interface Asked {
  readonly source?: SourceRef;
  readonly casePath?: string;
  readonly window?: TimeRange;
}

/** From the options that name a source, --case, --from and --to. */
export async function readAsked(options: WindowOptions & SourceOptions & { readonly case?: string }): Promise<Asked> {
  const source = await readSource(options);
  if (source === undefined && options.case === undefined) {
    throw badInput(
      'What to read is missing. Give --source DIR, --workspace ID or --cluster URL, or --case CASE for the exhibits of a case.',
    );
  }
  const window = readWindow(options);
  return {
    ...(source && { source }),
    ...(options.case !== undefined && { casePath: options.case }),
    ...(window && { window }),
  };
}

/** What the engine is asked, once the case is open; closing the engine closes it. */
export async function openAsked(
  session: Session,
  { casePath, ...asked }: Asked,
): Promise<{ source?: SourceRef; caseId?: CaseId; window?: TimeRange }> {
  if (casePath === undefined) return asked;
  return { ...asked, caseId: (await openCase(session, casePath)).caseId };
}
