import { type Confidence, type Severity, techniquePattern } from '../../../core/findings/findingTerms.ts';
import type { ExhibitSummary, Finding, Input, Playbook } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';

/** A finding as it is being written. */
export interface FindingDraft {
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** ATT&CK ids as typed, parted by commas or blanks. */
  readonly techniques: string;
  readonly reason: string;
  readonly alternatives: string;
  readonly citations: readonly CitedRow[];
}

export const blankFinding: FindingDraft = {
  title: '',
  severity: 'medium',
  confidence: 'moderate',
  techniques: '',
  reason: '',
  alternatives: '',
  citations: [],
};

/** What the examiner goes on from when revising. */
export const draftOf = (finding: Finding): FindingDraft => ({
  title: finding.title,
  severity: finding.severity,
  confidence: finding.confidence,
  techniques: finding.techniques.join(', '),
  reason: finding.reason,
  alternatives: finding.alternatives,
  citations: finding.citations.map(({ exhibit, row }) => ({ exhibit, row })),
});

/** Whether nothing would be lost with it. */
export const isBlank = ({ title, techniques, reason, alternatives, citations }: FindingDraft): boolean =>
  [title, techniques, reason, alternatives].every((text) => text.trim() === '') && citations.length === 0;

/** The ATT&CK ids in a text, each once, and what in it is none. */
export function techniquesIn(text: string): { readonly techniques: string[]; readonly wrong: string[] } {
  const words = [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))];
  const ids = words.map((word) => word.toUpperCase());
  return {
    techniques: [...new Set(ids.filter((id) => techniquePattern.test(id)))],
    wrong: words.filter((word) => !techniquePattern.test(word.toUpperCase())),
  };
}

/** What the case is to keep of a draft. */
export const contentOf = (draft: FindingDraft): Omit<Input<'findings.add'>, 'caseId' | 'actor'> => ({
  ...draft,
  title: draft.title.trim(),
  techniques: techniquesIn(draft.techniques).techniques,
  citations: [...draft.citations],
});

interface StepsAnswered {
  readonly playbook: Playbook;
  readonly exhibits: readonly Pick<ExhibitSummary, 'number' | 'stepId'>[];
}

/** The techniques of the steps whose rows are cited, without those named already. */
export function techniquesOfCited({ playbook, exhibits }: StepsAnswered, draft: FindingDraft): string[] {
  const cited = new Set(draft.citations.map(({ exhibit }) => exhibit));
  const stepIds = new Set(exhibits.filter(({ number }) => cited.has(number)).map(({ stepId }) => stepId));
  const steps = playbook.groups.flatMap((group) => group.steps).filter(({ id }) => stepIds.has(id));
  const named = new Set(techniquesIn(draft.techniques).techniques);
  return [...new Set(steps.flatMap(({ attack }) => attack))].filter((id) => !named.has(id));
}

export const confidenceNames: Record<Confidence, string> = { low: 'Low', moderate: 'Moderate', high: 'High' };
