import type { Output } from '../../shared/contract/index.ts';
import { momentText } from './instants.ts';
import type { Chip, Fact } from './modelParts.ts';
import type { ExpectedStateInput } from './reportInput.ts';
import { counted, countText } from './words.ts';

const mostMarkedRows = 100;

/** The rows of one step that the profile does not expect. */
interface MarkedRows {
  readonly title: string;
  readonly exhibit: number;
  readonly rows: readonly { readonly row: number; readonly mark: Chip; readonly reasons: string }[];
  readonly leftOut: string | null;
}

/** What the case's profile says of the newest answers. */
export interface ExpectedStateSection {
  readonly lead: string;
  readonly facts: readonly Fact[];
  readonly steps: readonly {
    readonly title: string;
    readonly exhibit: number;
    readonly unexpected: string;
    readonly new: string;
    readonly expected: string;
    readonly notCovered: string;
  }[];
  readonly marked: readonly MarkedRows[];
  /** What was not judged, and what may be missing from what was. */
  readonly remarks: readonly string[];
}

/** States which profile and revision judged, its counts, and each row that it does not expect. */
export function expectedStateSection(expected: ExpectedStateInput): ExpectedStateSection {
  if (expected.kind === 'none')
    return without('The case has no profile of the expected state, so no row was judged by one.');
  if (expected.kind === 'refused')
    return without(`The rows were not judged by the case’s profile. ${expected.message}`);
  const { profile, steps, unanswered } = expected.check;
  return {
    lead: leadText(expected.check),
    facts: [
      { name: 'Profile', value: `${profile.profileId}: ${profile.name}` },
      {
        name: 'Revision',
        value: `${profile.revision}, by ${profile.actor || 'an unnamed examiner'}, ${momentText(profile.revisedAt)}`,
      },
      { name: 'Device model', value: profile.deviceModel || 'not stated' },
    ],
    steps: steps.map(({ title, exhibit, counts }) => ({
      title,
      exhibit,
      unexpected: countText(counts.unexpected),
      new: countText(counts.new),
      expected: countText(counts.expected),
      notCovered: countText(counts.notCovered),
    })),
    marked: steps.filter(({ rows }) => rows.length > 0).map(markedRows),
    remarks: [
      ...steps.flatMap(({ exhibit, shortcomings }) =>
        shortcomings.map((text) => `Exhibit ${exhibit} may lack rows, which were not judged: ${text}`),
      ),
      ...(unanswered.length > 0
        ? [
            `Not judged, since their hardened query has no answer: ${unanswered.map((id) => expected.titles.get(id) ?? id).join(', ')}.`,
          ]
        : []),
      ...(expected.others > 0
        ? [`The case has ${counted(expected.others, 'profile')} more; the one that was added last judged.`]
        : []),
    ],
  };
}

const without = (lead: string): ExpectedStateSection => ({ lead, facts: [], steps: [], marked: [], remarks: [] });

function leadText({ steps }: Output<'profiles.check'>): string {
  if (steps.length === 0)
    return 'The case’s profile judged nothing: no step that profiles know has an answer of its hardened query.';
  const count = (mark: 'unexpected' | 'new') => steps.reduce((total, { counts }) => total + counts[mark], 0);
  return (
    `The newest answers of ${counted(steps.length, 'step')} were judged by the case’s profile: ` +
    `${counted(count('unexpected'), 'row')} unexpected (the profile names the thing, but not as it was found) and ${countText(count('new'))} new ` +
    '(the profile does not name it). That a row is expected by a profile is no verdict on it.'
  );
}

function markedRows({ title, exhibit, rows, counts }: Output<'profiles.check'>['steps'][number]): MarkedRows {
  const shown = rows.slice(0, mostMarkedRows);
  const left = counts.unexpected + counts.new - shown.length;
  return {
    title,
    exhibit,
    rows: shown.map(({ row, mark, reasons }) => ({
      row,
      mark: mark === 'new' ? { text: 'New', tone: 'bad' } : { text: 'Unexpected', tone: 'caution' },
      reasons: reasons.join('\n'),
    })),
    leftOut:
      left > 0
        ? `${counted(left, 'more row')} of exhibit ${exhibit} left out; “casebook profile check” on the case file lists them.`
        : null,
  };
}
