import { addTicks, instantText, instantTicks } from '../../../core/time/instants.ts';
import { parseInstant } from '../../../core/time/parseInstant.ts';
import { liesWithin } from '../../../core/verdicts/windowPart.ts';
import type { TimeRange } from '../../../shared/contract/index.ts';

/** A window as the examiner types it. */
export interface WindowDraft {
  readonly from: string;
  readonly to: string;
}

/** The window typed, or what must be mended, by field. */
export type WindowChecked =
  | { readonly window: TimeRange }
  | { readonly window?: undefined; readonly from?: string; readonly to?: string };

const second = 10_000_000n;

/** The halves of a window, divided at a whole second where it holds any; undefined where it is a single tick. */
export function halvesOf({ from, to }: TimeRange): readonly [TimeRange, TimeRange] | undefined {
  const ticks = instantTicks(to) - instantTicks(from);
  if (ticks < 2n) return undefined;
  const exact = addTicks(from, ticks / 2n);
  const rounded = addTicks(exact, -(instantTicks(exact) % second));
  const middle = instantTicks(rounded) > instantTicks(from) ? rounded : exact;
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}

/** A window as it is typed, exact to the tick: `2026-03-01 12:00:00`. */
export const draftOf = ({ from, to }: TimeRange): WindowDraft => ({ from: typedText(from), to: typedText(to) });

/** Checks a window that must be a part of the case's. */
export function checkNarrower(draft: WindowDraft, ofCase: TimeRange): WindowChecked {
  const [from, to] = [parseInstant(draft.from), parseInstant(draft.to)];
  const example = 'Write a UTC time such as 2026-03-01 12:00.';
  if (!from || !to) return { ...(!from && { from: example }), ...(!to && { to: example }) };
  if (instantTicks(from) < instantTicks(ofCase.from))
    return { from: `The case’s window begins ${instantText(ofCase.from)}.` };
  if (instantTicks(to) > instantTicks(ofCase.to)) return { to: `The case’s window ends ${instantText(ofCase.to)}.` };
  if (instantTicks(from) >= instantTicks(to)) return { to: 'The end must be later than the beginning.' };
  if (liesWithin(ofCase, { from, to })) return { to: 'This is all of the case’s window: choose a part of it.' };
  return { window: { from, to } };
}

const typedText = (instant: string): string => instant.replace('T', ' ').replace('Z', '');
