import { isWholeRun, partsInForce } from '../../core/verdicts/windowPart.ts';
import type { CaseView, ExhibitSummary } from '../../shared/contract/index.ts';
import type { StepBlock } from './evidenceModel.ts';
import { exhibitBlock } from './exhibitBlock.ts';
import { differenceTexts, leftOutBlocks } from './leftOutBlocks.ts';
import type { ReportInput } from './reportInput.ts';
import type { ReportModel } from './reportModel.ts';
import { counted } from './words.ts';

type Step = CaseView['playbook']['groups'][number]['steps'][number];

/** The newest exhibit of each step's own queries for the whole window, and every exhibit of the examiner's; by number. */
export function newestExhibits(exhibits: readonly ExhibitSummary[]): ExhibitSummary[] {
  const newest = new Map<string, ExhibitSummary>();
  for (const exhibit of exhibits) {
    if (!isWholeRun(exhibit)) continue;
    const key = exhibit.stepId === null ? `own ${exhibit.number}` : `${exhibit.stepId} ${exhibit.variant}`;
    const known = newest.get(key);
    if (!known || known.number < exhibit.number) newest.set(key, exhibit);
  }
  return [...newest.values()].sort((left, right) => left.number - right.number);
}

/** The playbook's groups and steps in their order, with each step's newest exhibits. */
export function stepGroups(
  view: Omit<CaseView, 'sourceAvailable'>,
  newest: readonly ExhibitSummary[],
  input: Pick<ReportInput, 'readRows' | 'besideEachOther'>,
): ReportModel['groups'] {
  const order = view.playbook.groups.flatMap((group) => group.steps);
  return view.playbook.groups.map((group) => ({
    title: group.title,
    steps: group.steps.map((step) => stepBlock(step, order.indexOf(step) + 1, view.exhibits, newest, input)),
  }));
}

/** Recounts that came to another result than the runs shown. */
const recountsOf = (runs: readonly ExhibitSummary[], all: readonly ExhibitSummary[]) =>
  all.filter(({ role }) => role?.role === 'recomputed' && runs.some(({ number }) => number === role.ofExhibit));

function stepBlock(
  step: Step,
  place: number,
  all: readonly ExhibitSummary[],
  newest: readonly ExhibitSummary[],
  { readRows, besideEachOther }: Pick<ReportInput, 'readRows' | 'besideEachOther'>,
): StepBlock {
  const runs = newest
    .filter((exhibit) => exhibit.stepId === step.id)
    .sort((left, right) => left.variant.localeCompare(right.variant));
  const parts = (['guide', 'hardened'] as const).flatMap((variant) => partsInForce(step.id, variant, all));
  const older =
    all.filter(({ stepId, role }) => stepId === step.id && role === null).length - runs.length - parts.length;
  return {
    title: `${String(place).padStart(2, '0')}  ${step.title}`,
    purpose: step.purpose,
    tables: step.tables.join(', '),
    attack: step.attack.join(', '),
    cautions: step.cautions,
    exhibits: [...runs, ...parts, ...recountsOf(runs, all)].map((exhibit) => exhibitBlock(exhibit, readRows)),
    leftOut: leftOutBlocks(step, all, readRows),
    differences: step.sameRows ? differenceTexts(besideEachOther(step.id)) : [],
    olderNote:
      older > 0
        ? `${counted(older, 'older run')} of this step ${older === 1 ? 'is' : 'are'} in the list of exhibits.`
        : null,
    notRun: runs.length === 0 ? `This step was not run${parts.length > 0 ? ' for the whole window' : ''}.` : null,
  };
}
