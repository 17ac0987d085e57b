/** What a rule can find about how whole an answer is; `complete` stands alone, of the others several may hold. */
export const verdictKinds = [
  'complete',
  'truncated',
  'partial',
  'accessFiltered',
  'cached',
  'setCapped',
  'outsideCoverage',
  'narrowerWindow',
  'tableAbsent',
  'unreadableLines',
  'unreadableValues',
  'summaryDiffers',
  'neverRun',
  'failed',
] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** How complete an answer is, by rule; the text says what, how many and what to do next. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly text: string;
}

/** Each kind in the words of its chip. */
export const verdictNames: Readonly<Record<VerdictKind, string>> = {
  complete: 'Complete',
  truncated: 'Truncated',
  partial: 'Partial',
  accessFiltered: 'Access filtered',
  cached: 'Cached',
  setCapped: 'Set capped',
  outsideCoverage: 'Beyond coverage',
  narrowerWindow: 'Narrower window',
  tableAbsent: 'Table absent',
  unreadableLines: 'Unreadable lines',
  unreadableValues: 'Unreadable values',
  summaryDiffers: 'Summary differs',
  neverRun: 'Never run',
  failed: 'Failed',
};
