import { sourceText as sourceName } from '../../core/sources/sourceText.ts';
import { verdictNames } from '../../core/verdicts/verdict.ts';
import type { AnswerValue, QueryVariant, SourceRef, Verdict } from '../../shared/contract/index.ts';
import type { Chip } from './modelParts.ts';

const answerChips: Record<AnswerValue, Chip> = {
  expected: { text: 'Expected', tone: 'good' },
  unexpected: { text: 'Unexpected', tone: 'bad' },
  unknown: { text: 'Unknown', tone: 'caution' },
  notAnswered: { text: 'Open', tone: 'neutral' },
};
export const answerChip = (value: AnswerValue): Chip => answerChips[value];

const verdictTones: Partial<Record<Verdict['kind'], Chip['tone']>> = {
  complete: 'good',
  failed: 'bad',
  summaryDiffers: 'bad',
};
export const verdictChip = (kind: Verdict['kind']): Chip => ({
  text: verdictNames[kind],
  tone: verdictTones[kind] ?? 'caution',
});

/** The chip of an alert's severity, in the source's own word. */
export const severityChip = (severity: string): Chip => {
  const tones: Record<string, Chip['tone']> = {
    critical: 'bad',
    high: 'bad',
    medium: 'caution',
    low: 'neutral',
    informational: 'accent',
  };
  return { text: severity, tone: tones[severity.toLowerCase()] ?? 'neutral' };
};

const taskChips = {
  open: { text: 'Open', tone: 'caution' },
  done: { text: 'Done', tone: 'good' },
  notApplicable: { text: 'Not applicable', tone: 'neutral' },
} as const satisfies Record<string, Chip>;
export const taskChip = (state: keyof typeof taskChips): Chip => taskChips[state];

const variants: Record<QueryVariant, string> = {
  guide: 'guide’s query',
  hardened: 'hardened query',
  adhoc: 'examiner’s query',
};
export const variantText = (variant: QueryVariant): string => variants[variant];

export const sourceText = (source: SourceRef): string =>
  source.kind === 'local'
    ? `Local folder of exported tables: ${source.folder}`
    : `${source.kind === 'database' ? 'Azure Data Explorer' : 'Log Analytics'}: ${sourceName(source)}`;

export const countText = (count: number): string => count.toLocaleString('en');
/** `1 row`, `2,000 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;
