import { datetimeLiteral } from '../core/kqlText/literals.ts';
import type { TimeRange } from '../shared/contract/index.ts';
import { badInput } from './exitCodes.ts';

export interface WindowOptions {
  readonly from?: string;
  readonly to?: string;
}

/** The window of --from and --to; undefined where neither is given. */
export function readWindow({ from, to }: WindowOptions): TimeRange | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined) throw badInput('--from and --to belong together: give both, or neither.');
  const window = { from: readInstant('--from', from), to: readInstant('--to', to) };
  if (window.from >= window.to) throw badInput(`--from ${from} is not before --to ${to}. Swap or correct them.`);
  return window;
}

/** `2019-04-18`, `2019-04-18T12:00`, `2019-04-18 12:00:31.5Z` … as a UTC instant. */
function readInstant(option: string, text: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,7})?)?Z?)?$/.exec(text);
  const [, day, minutes = '00:00', seconds = ':00'] = parts ?? [];
  const instant = `${day}T${minutes}${seconds}Z`;
  if (!day || !datetimeLiteral(instant).ok) {
    throw badInput(
      `${option} "${text}" is not a UTC time. Write it as 2019-04-18, 2019-04-18T12:00 or 2019-04-18T12:00:00Z.`,
    );
  }
  return instant;
}
