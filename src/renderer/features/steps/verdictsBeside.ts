import type { ExhibitSummary, Verdict } from '../../../shared/contract/index.ts';

/** The verdicts on an exhibit; of one that failed without the message, which stands below them. */
export const verdictsBeside = ({ verdicts, error }: Pick<ExhibitSummary, 'verdicts' | 'error'>): readonly Verdict[] =>
  error === null
    ? verdicts
    : verdicts.map(({ kind, text }) => ({
        kind,
        text: text.replace(`: ${error.message}`, '.').replace(error.message, '').trim(),
      }));
