import { isWholeRun } from '../../../core/verdicts/windowPart.ts';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';

const named = ({ number, title }: Pick<ExhibitSummary, 'number' | 'title'>): string => `Exhibit ${number} (“${title}”)`;

/** What `exhibit(…)` reads, or the reason why it reads nothing. */
export type Resolved = { readonly exhibit: ExhibitSummary } | { readonly reason: string };

/** What a number or a name stands for. A name is a step's id or a title, as stored; of several runs of one query it is the newest. Companions, and a step's runs for a part of the window, have numbers only. */
export function resolveExhibit(exhibits: readonly ExhibitSummary[], argument: string | number): Resolved {
  return typeof argument === 'number' ? byNumber(exhibits, argument) : byName(exhibits, argument);
}

function byNumber(exhibits: readonly ExhibitSummary[], number: number): Resolved {
  const exhibit = exhibits.find((one) => one.number === number);
  return exhibit ? readable(exhibit) : { reason: `There is no exhibit ${number}. ${whatExists(exhibits)}` };
}

function byName(exhibits: readonly ExhibitSummary[], name: string): Resolved {
  const found = exhibits.filter((each) => isWholeRun(each) && (each.stepId === name || each.title === name));
  const newest = found.at(-1);
  if (newest === undefined) {
    return { reason: `No exhibit is of a step or has a title “${name}”. ${whatExists(exhibits)}` };
  }
  const queries = new Set(found.map(({ stepId, variant }) => `${variant} ${stepId ?? ''}`));
  if (queries.size === 1) return readable(newest);
  const listed = found.map(({ number, variant, stepId }) => `${number} (${variant}${stepId ? ` ${stepId}` : ''})`);
  return { reason: `“${name}” names several queries: exhibits ${listed.join(', ')}. Name one by its number.` };
}

function readable(exhibit: ExhibitSummary): Resolved {
  if (exhibit.outcome === 'failed') {
    const why = exhibit.error ? `: ${exhibit.error.message}` : '';
    return { reason: `${named(exhibit)} has no rows, because its query failed${why}` };
  }
  const names = exhibit.columns.map(({ name }) => name);
  const odd = names.find(
    (name, place) => name.trim() === '' || names.indexOf(name) !== place || hasControlCharacters(name),
  );
  if (odd === undefined) return { exhibit };
  return {
    reason: `${named(exhibit)} cannot be queried: a query cannot tell its column ${JSON.stringify(odd)} by name.`,
  };
}

const hasControlCharacters = (name: string): boolean => [...name].some((character) => character < ' ');

/** Which exhibits have rows, for people. */
export function whatExists(exhibits: readonly ExhibitSummary[]): string {
  const numbers = exhibits.filter((one) => one.outcome === 'answered').map(({ number }) => number);
  if (numbers.length === 0) return 'The case has no exhibit with rows.';
  return `The case has ${numbers.length === 1 ? 'exhibit' : 'exhibits'} ${ranges(numbers)}.`;
}

/** `1 to 4, 6, 9 to 12`; the numbers come in order. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
}
