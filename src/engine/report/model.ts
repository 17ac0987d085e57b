import { alertsSection } from './alertRows.ts';
import { custodySection } from './custodySection.ts';
import { exhibitBlock } from './exhibitBlock.ts';
import { expectedStateSection } from './expectedStateSection.ts';
import { momentText, windowText } from './instants.ts';
import { limitations, verifySteps } from './limitations.ts';
import { cutText } from './printableText.ts';
import { askedQuestions, questionBlock } from './questionBlocks.ts';
import { recordSections } from './recordSections.ts';
import type { ReportInput } from './reportInput.ts';
import type { ReportModel } from './reportModel.ts';
import { scopeSection, taskLines } from './scopeSection.ts';
import { newestExhibits, stepGroups } from './stepBlocks.ts';
import { summarySection, tiles } from './summarySection.ts';
import { countText, variantText, verdictChip } from './words.ts';

const standardText = (standard: ReportInput['standard']): string =>
  standard === 'ua-1' ? 'PDF/UA-1 (ISO 14289-1), tagged' : 'PDF/A-3a (ISO 19005-3), tagged';

/** Everything that the report says about the case, as data for the template. */
export function buildReport(input: ReportInput): ReportModel {
  const { view, readRows } = input;
  const questions = askedQuestions(view);
  const newest = newestExhibits(view.exhibits);
  const groups = stepGroups(view, newest, input);
  const shown = new Set([
    ...newest.map((exhibit) => exhibit.number),
    ...groups.flatMap(({ steps }) => steps.flatMap((step) => step.exhibits.map(({ number }) => number))),
  ]);
  return {
    paper: input.paper,
    metadata: {
      title: `Investigation report: ${view.title}`,
      author: view.examiner,
      created: dateParts(input.generatedAt),
    },
    running: {
      title: shortTitle(view.title),
      custodyHead: view.custody.head.slice(0, 16),
      generated: momentText(input.generatedAt),
    },
    cover: coverSection(input, questions),
    summary: summarySection(input, questions),
    scope: scopeSection(input),
    questions: questionSections(input, questions),
    alerts: alertsSection(view.playbook, newest, readRows),
    expectedState: expectedStateSection(input.expectedState),
    groups,
    ...recordSections(input),
    ownQueries: newest.filter((exhibit) => exhibit.stepId === null).map((exhibit) => exhibitBlock(exhibit, readRows)),
    register: view.exhibits.map((exhibit) => ({
      number: exhibit.number,
      title: exhibit.title,
      variant: variantText(exhibit.variant),
      started: momentText(exhibit.startedAt),
      rows: exhibit.outcome === 'failed' ? '—' : countText(exhibit.rowCount),
      verdicts: exhibit.verdicts.map((verdict) => verdictChip(verdict.kind)),
      sha256: exhibit.sha256,
      shown: shown.has(exhibit.number),
    })),
    custody: custodySection(view, input.custody),
    limitations: limitations(input, questions),
    verify: verifySteps(view),
    closing: { title: view.playbook.closing.title, tasks: taskLines(view.playbook.closing.tasks, view.tasks) },
    signOff: { examiner: view.examiner },
  };
}

function coverSection(input: ReportInput, questions: ReturnType<typeof askedQuestions>): ReportModel['cover'] {
  const { view } = input;
  return {
    title: view.title,
    deviceId: view.subject.deviceId,
    hubName: view.subject.hubName,
    tiles: tiles(questions),
    facts: [
      { name: 'Window', value: windowText(view.window) },
      { name: 'Examiner', value: view.examiner || 'not named' },
      { name: 'Case id', value: view.caseId, mono: true },
      { name: 'Case created', value: momentText(view.createdAt) },
      { name: 'Report generated', value: momentText(input.generatedAt) },
      { name: 'Made with', value: `Casebook ${input.productVersion}` },
      { name: 'Document', value: standardText(input.standard) },
    ],
    custodyHead: view.custody.head,
    custodyNote: `Head of the custody chain after ${countText(view.custody.count)} events, before the event that records this report.`,
  };
}

/** The guide's questions and ours, each by step; steps without questions have no place here. */
function questionSections(
  { view, readRows }: ReportInput,
  questions: ReturnType<typeof askedQuestions>,
): ReportModel['questions'] {
  const bySteps = (ofGuide: boolean) => {
    const chosen = questions.filter((asked) => (asked.question.guideNumber !== null) === ofGuide);
    const steps = new Map(chosen.map((asked) => [asked.step.id, asked.step.title]));
    return [...steps].map(([id, title]) => {
      const ofStep = chosen.filter((asked) => asked.step.id === id);
      const blocks = (answered: boolean) =>
        ofStep
          .filter((asked) => (asked.answer !== undefined) === answered)
          .map((asked) => questionBlock(asked, view, readRows));
      return { step: title, answered: blocks(true), open: blocks(false) };
    });
  };
  return { guide: bySteps(true), own: bySteps(false) };
}

/** The title as it fits beside the custody head in a page's header. */
const shortTitle = (title: string): string => {
  const { text, cut } = cutText(title, 72);
  return cut > 0 ? `${text}…` : text;
};

function dateParts(instant: string): ReportModel['metadata']['created'] {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (instant.match(/\d+/g) ?? []).map(Number);
  return [year, month, day, hour, minute, second];
}
