import { sourceText } from '../../core/sources/sourceText.ts';
import { clockText } from '../../core/time/skew.ts';
import type { CaseView, ExhibitSummary, Output } from '../../shared/contract/index.ts';
import type { StepLeftOut } from '../leftOut.ts';
import { outputWidth } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { shortInstant } from '../output/rows.ts';
import { formatFacts, formatTable } from '../output/table.ts';
import { wrapText } from '../output/textWidth.ts';

/** What an investigation came to. */
export interface InvestigationOutcome {
  readonly case: Pick<CaseView, 'path' | 'title' | 'examiner' | 'subject' | 'source' | 'window' | 'custody'> & {
    readonly playbook: { readonly id: string; readonly version: string };
  };
  readonly exhibits: CaseView['exhibits'];
  readonly skipped: Output<'exhibits.runAll'>['skipped'];
  /** The exhibits that were recounted from the raw events kept. */
  readonly recounted: Output<'exhibits.runAll'>['recounted'];
  readonly leftOut: readonly StepLeftOut[];
  readonly clock: Output<'exhibits.clock'>;
  readonly observations: Output<'exhibits.observations'>;
  readonly report: Output<'reports.write'> | null;
}

/** An investigation for people: the case, its exhibits with their verdicts, what was skipped and what stands out. */
export function describeInvestigation(outcome: InvestigationOutcome): string {
  const { path, title, subject, source, window, custody } = outcome.case;
  const facts: [string, string][] = [
    ['Case', title],
    ['Device', `${subject.deviceId} on the hub ${subject.hubName}`],
    ['Source', sourceText(source)],
    ['Window', `${shortInstant(window.from)} to ${shortInstant(window.to)}`],
  ];
  const files: [string, string][] = [
    ['Case file', path],
    ['Custody head', custody.head],
    ...(outcome.report
      ? [['Report', `${outcome.report.path} (${outcome.report.pageCount} pages)`] as [string, string]]
      : []),
  ];
  return [
    formatFacts(facts),
    exhibitTable(outcome.exhibits),
    ...skippedLines(outcome),
    ...leftOutTable(outcome),
    ...recountLines(outcome),
    ...clockLines(outcome),
    observationLines(outcome),
    formatFacts(files),
  ].join('\n\n');
}

function exhibitTable(exhibits: readonly ExhibitSummary[]): string {
  return formatTable(
    [
      { title: 'Exhibit' },
      { title: 'Step' },
      { title: 'Query' },
      { title: 'Rows', align: 'right' },
      { title: 'Verdict' },
    ],
    exhibits.map((exhibit) => [
      `E${exhibit.number}`,
      exhibit.title,
      exhibit.variant,
      exhibit.outcome === 'answered' ? String(exhibit.rowCount) : '',
      exhibit.verdicts.map(({ kind, text }) => (kind === 'complete' ? kind : `${kind}: ${text}`)).join(' '),
    ]),
    outputWidth(),
  );
}

/** What queries leave out, where anything is. */
function leftOutTable({ leftOut }: InvestigationOutcome): string[] {
  const rows = leftOut.flatMap(({ step, query, exhibit, counts }) =>
    counts
      .filter((count) => count.rows > 0)
      .map(({ title, rows: n }) => [`E${exhibit}`, step, query, title, String(n)]),
  );
  const titles = ['Exhibit', 'Step', 'Query', 'What the query leaves out or counts otherwise'].map((title) => ({
    title,
  }));
  return rows.length === 0 ? [] : [formatTable([...titles, { title: 'Rows', align: 'right' }], rows, outputWidth())];
}

function recountLines({ exhibits, recounted }: InvestigationOutcome): string[] {
  const raw = exhibits.find(({ role }) => role?.role === 'raw');
  if (!raw || recounted.length === 0) return [];
  const differing = exhibits.filter(({ role }) => role?.role === 'recomputed');
  const named = differing.map(({ number, role }) => `E${role?.ofExhibit} (see E${number})`).join(', ');
  const outcome = differing.length === 0 ? 'all come out the same.' : `these come out otherwise: ${named}.`;
  return [
    wrapped(
      `${recounted.length} answers were recounted from the ${raw.rowCount} raw events of E${raw.number}; ${outcome}`,
    ),
  ];
}

const clockLines = ({ clock }: InvestigationOutcome): string[] => (clock ? [wrapped(clockText(clock))] : []);

const skippedLines = ({ skipped }: InvestigationOutcome): string[] =>
  skipped.length === 0
    ? []
    : [['Skipped', ...skipped.map(({ stepId, reason }) => listItem(`${stepId}: ${reason}`))].join('\n')];

function observationLines({ observations }: InvestigationOutcome): string {
  if (observations.length === 0)
    return 'By rule, nothing stands out. That is no clean bill: read the verdicts and the rows.';
  const items = observations.map(({ text, citations }) => listItem(`${text} [${rowList(citations)}]`));
  return ['What stands out, by rule', ...items].join('\n');
}

/** Where the output is no terminal, a line length that reads well. */
const readableWidth = 120;

const wrapped = (text: string): string => wrapText(printable(text), outputWidth() ?? readableWidth).join('\n');

const listItem = (text: string): string =>
  `- ${wrapText(printable(text), (outputWidth() ?? readableWidth) - 2).join('\n  ')}`;

/** `E12:1-3,7`: rows by exhibit, runs of rows joined. */
function rowList(citations: InvestigationOutcome['observations'][number]['citations']): string {
  const byExhibit = Map.groupBy(citations, ({ exhibit }) => exhibit);
  return [...byExhibit].map(([exhibit, cited]) => `E${exhibit}:${runs(cited.map(({ row }) => row))}`).join(' ');
}

function runs(rows: readonly number[]): string {
  const joined: { first: number; last: number }[] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const run = joined.at(-1);
    if (run && run.last === row - 1) run.last = row;
    else joined.push({ first: row, last: row });
  }
  return joined.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
