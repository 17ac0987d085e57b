import type { Finding } from '../../shared/contract/index.ts';
import { badInput, exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { outputWidth, print, printJson } from '../output/print.ts';
import { formatTable } from '../output/table.ts';
import { readRowReference } from '../rowReference.ts';
import { withEngine } from '../session.ts';
import { readText } from '../textInput.ts';

type Content = Pick<Finding, 'title' | 'severity' | 'techniques' | 'reason' | 'alternatives' | 'confidence'> & {
  readonly citations: { exhibit: number; row: number }[];
};
interface Json {
  readonly json?: true;
}
/** What a finding says, as its options give it. */
interface ContentOptions extends Json, Partial<Pick<Content, 'title' | 'severity' | 'confidence' | 'alternatives'>> {
  readonly reason?: string;
  /** A file with the reason, or `-` for stdin. */
  readonly file?: string;
  readonly technique?: string[];
  readonly cite?: string[];
}

export async function addFinding(
  path: string,
  options: ContentOptions & Pick<Content, 'title' | 'severity' | 'confidence'>,
): Promise<number> {
  const { title, severity, confidence } = options;
  const none = { techniques: [], reason: '', alternatives: '', citations: [] };
  const content: Content = { title, severity, confidence, ...none, ...(await contentOf(options)) };
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const added = await session.call('findings.add', { caseId, ...content });
    return tell(options, added, `Finding ${added.findingId} is in the case, with ${cited(added)}.`);
  });
}

/** Changes what the options give, and nothing else. */
export async function reviseFinding(path: string, findingId: number, options: ContentOptions): Promise<number> {
  const changes = await contentOf(options);
  if (Object.keys(changes).length === 0) {
    throw badInput('Nothing to revise is given. Name what changes, such as --severity or --reason.');
  }
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const before = (await session.call('findings.history', { caseId, findingId })).at(-1);
    if (!before) throw badInput(`The case has no finding ${findingId}. "finding list" names those it has.`);
    const { title, severity, techniques, reason, alternatives, confidence } = before;
    const citations = before.citations.map(({ exhibit, row }) => ({ exhibit, row }));
    const content = { title, severity, techniques, reason, alternatives, confidence, citations, ...changes };
    const revised = await session.call('findings.revise', { caseId, findingId, ...content });
    return tell(options, revised, `Finding ${findingId} has revision ${revised.revision}, with ${cited(revised)}.`);
  });
}

export async function citeInFinding(path: string, findingId: number, rows: string[], json: Json): Promise<number> {
  const citations = rows.map((row) => readRowReference('The row', row));
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const saved = await session.call('findings.cite', { caseId, findingId, citations });
    return tell(json, saved, `Finding ${findingId} has revision ${saved.revision}, with ${cited(saved)}.`);
  });
}

export const listFindings = (path: string, { json }: Json): Promise<number> =>
  withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const findings = await session.call('findings.list', { caseId });
    if (json) printJson(findings);
    else print(findings.length === 0 ? 'The case has no findings.' : findingTable(findings));
    return exitCodes.success;
  });

export const deleteFinding = (path: string, findingId: number, options: Json & { reason: string }): Promise<number> =>
  withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const deleted = await session.call('findings.delete', { caseId, findingId, reason: options.reason });
    return tell(options, deleted, `Finding ${findingId} is deleted: no longer listed, and still stored.`);
  });

async function contentOf(options: ContentOptions): Promise<Partial<Content>> {
  const { title, severity, confidence, alternatives, technique, cite, reason, file } = options;
  const hasReason = reason !== undefined || file !== undefined;
  return {
    ...(title !== undefined && { title }),
    ...(severity !== undefined && { severity }),
    ...(confidence !== undefined && { confidence }),
    ...(alternatives !== undefined && { alternatives }),
    ...(technique && { techniques: technique }),
    ...(cite && { citations: cite.map((row) => readRowReference('--cite', row)) }),
    ...(hasReason && { reason: await readText('The finding’s reason', reason, file) }),
  };
}

function tell({ json }: Json, saved: unknown, sentence: string): number {
  if (json) printJson(saved);
  else print(sentence);
  return exitCodes.success;
}

const cited = ({ citations }: Finding): string =>
  citations.length === 1 ? '1 cited row' : `${citations.length} cited rows`;

const findingTable = (findings: readonly Finding[]): string =>
  formatTable(
    [
      { title: 'Finding', align: 'right' },
      { title: 'Severity' },
      { title: 'Confidence' },
      { title: 'Title' },
      { title: 'ATT&CK' },
      { title: 'Rows' },
    ],
    findings.map(({ findingId, severity, confidence, title, techniques, citations }) => [
      String(findingId),
      severity,
      confidence,
      title,
      techniques.join(', '),
      citations.map(({ exhibit, row }) => `E${exhibit}:${row}`).join(', '),
    ]),
    outputWidth(),
  );
