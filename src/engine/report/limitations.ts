import { isStepPart, partsInForce, uncovered } from '../../core/verdicts/windowPart.ts';
import type { CaseView } from '../../shared/contract/index.ts';
import { windowText } from './instants.ts';
import type { AskedQuestion } from './questionBlocks.ts';
import type { ReportInput } from './reportInput.ts';
import type { ReportModel } from './reportModel.ts';
import { answerChip, counted } from './words.ts';

/** What a reader must not conclude from the report. */
export function limitations(input: ReportInput, questions: readonly AskedQuestion[]): string[] {
  const { view } = input;
  const incomplete = view.exhibits.filter((exhibit) => exhibit.verdicts.some((verdict) => verdict.kind !== 'complete'));
  const open = questions.filter((asked) => !asked.answer);
  const ran = new Set(view.exhibits.filter((exhibit) => !isStepPart(exhibit)).map((exhibit) => exhibit.stepId));
  const steps = view.playbook.groups.flatMap((group) => group.steps);
  const idle = steps.filter((step) => !ran.has(step.id));
  return [
    ...(incomplete.length > 0
      ? [
          `${counted(incomplete.length, 'exhibit')} ${incomplete.length === 1 ? 'is' : 'are'} not complete (${incomplete.map((exhibit) => exhibit.number).join(', ')}): what such an answer does not show may still have happened.`,
        ]
      : []),
    ...(open.length > 0
      ? [`${counted(open.length, 'question')} of the playbook ${open.length === 1 ? 'is' : 'are'} open.`]
      : []),
    ...(idle.length > 0
      ? [
          `${counted(idle.length, 'step')} of the playbook ${idle.length === 1 ? 'was' : 'were'} not run: ${idle.map((step) => step.title).join(', ')}.`,
        ]
      : []),
    ...steps.flatMap((step) => askedInParts(view, step)),
    ...questions.flatMap(({ step, question, answer }) =>
      answer?.limitation
        ? [
            `Answered as ${answerChip(answer.value).text.toLowerCase()} on exhibits that are not complete: “${question.text}” (${step.title}). Limitation: ${answer.limitation}`,
          ]
        : [],
    ),
    'The window limits rows by TimeGenerated, the time at which the service received them. Events that a device reported late can lie outside it although they happened inside it.',
    'Times of events are as the device and the service stated them; the device’s clock may be wrong. Times of runs and of custody events come from the clock of the examiner’s computer.',
    view.source.kind === 'local'
      ? 'The source is a copy of tables. The report shows what that copy holds, not whether it is all that the workspace held.'
      : 'The source is a service that keeps rows for a limited time. Rows that were gone when a query ran, and rows that arrived after it, are not in its exhibit; asked again, the service may answer otherwise.',
    'The custody chain shows order and later change. By itself it proves neither the time of an event nor that the whole chain was not written anew: keep its head, or this report, with someone else.',
    'Tables show the first 50 rows of an exhibit, and the first 20 where rows are too wide for a table. Long cells are cut where the report says so. JSON in a cell is shown one entry a line where that loses nothing.',
    'Characters that cannot be printed, that change the direction of writing or that no font of the report covers are shown as their code point, such as [U+202E].',
  ];
}

/** Which of a step's queries were asked for parts of the window, and what no part covers. */
function askedInParts(
  { exhibits, window }: Pick<CaseView, 'exhibits' | 'window'>,
  step: CaseView['playbook']['groups'][number]['steps'][number],
): string[] {
  return (['guide', 'hardened'] as const).flatMap((variant) => {
    const parts = partsInForce(step.id, variant, exhibits);
    if (parts.length === 0) return [];
    const open = uncovered(window, parts);
    const reach =
      open.length === 0
        ? 'Together they cover the window; what a row counts holds for its part alone.'
        : `None of them covers ${open.map(windowText).join(', nor ')}.`;
    const numbers = `${parts.length === 1 ? 'exhibit' : 'exhibits'} ${parts.map(({ number }) => number).join(', ')}`;
    return [
      `${variant === 'guide' ? 'The guide’s query' : 'The hardened query'} of “${step.title}” was asked for parts of the window (${numbers}). ${reach}`,
    ];
  });
}

/** What to run to check the report against its case file. */
export function verifySteps(view: Omit<CaseView, 'sourceAvailable'>): ReportModel['verify'] {
  const file = quoted(view.path.split(/[\\/]/).at(-1) ?? view.path);
  return [
    {
      text: 'Recompute every hash of the case file and its custody chain. It names whatever does not match.',
      command: `casebook verify ${file}`,
    },
    {
      text: `Print the chain’s events and compare: event ${view.custody.count} must have the head on the cover, and a later event “report” must hold the SHA-256 of this document.`,
      command: `casebook show ${file} --json`,
    },
    {
      text: 'Compute this document’s SHA-256 with any tool, for the comparison above.',
      command: 'sha256sum REPORT.pdf',
    },
    {
      text: 'Run a query again: save an exhibit’s query text to a file, and run it on the same source for the exhibit’s window. A query’s SHA-256 is that of its UTF-8 text, an answer’s that of the bytes as received.',
      command: `casebook query ${sourceOptions(view.source)} --from FROM --to TO --file QUERY.kql`,
    },
    {
      text: 'Read the case file without Casebook: it is an SQLite database, described in docs/formats/case-file.md of the product.',
      command: null,
    },
  ];
}

/** The options of the command line that name such a source. */
function sourceOptions(source: CaseView['source']): string {
  if (source.kind === 'local') return '--source FOLDER';
  if (source.kind === 'workspace') return `--workspace ${source.workspaces.map(quoted).join(',')}`;
  return `--cluster ${quoted(source.cluster)} --database ${quoted(source.database)}`;
}

/** A text as one word of a POSIX shell. */
const quoted = (name: string): string => (/^[\w.@%+:/-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);
