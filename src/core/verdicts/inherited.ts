import type { Verdict } from './verdicts.ts';

/** A saved answer that a query read, as far as a verdict looks at it. */
export interface ReadExhibit {
  readonly number: number;
  readonly title: string;
  readonly verdicts: readonly Verdict[];
}

/** What an answer made from an exhibit lacks because the exhibit does: its verdicts, each naming it. */
export const inheritedVerdicts = ({ number, title, verdicts }: ReadExhibit): Verdict[] =>
  verdicts
    .filter(({ kind }) => kind !== 'complete')
    .map(({ kind, text }) => ({ kind, text: `Exhibit ${number} (“${title}”), which the query reads: ${text}` }));

/** The verdicts on an answer with those of the exhibits that it was made from: only what is made from whole answers is complete. */
export function withInherited(own: readonly Verdict[], exhibits: readonly ReadExhibit[]): Verdict[] {
  return joinVerdicts(own, exhibits.flatMap(inheritedVerdicts));
}

/** Verdicts with more of them: what lacks anything is not complete. */
export const joinVerdicts = (own: readonly Verdict[], more: readonly Verdict[]): Verdict[] => [
  ...(more.length > 0 ? own.filter(({ kind }) => kind !== 'complete') : own),
  ...more,
];
