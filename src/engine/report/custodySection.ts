import type { CaseView, Output } from '../../shared/contract/index.ts';
import { type CellText, cellText } from './cellText.ts';
import { dateTimeText } from './instants.ts';
import type { ReportModel } from './reportModel.ts';
import { counted, countText } from './words.ts';

const mostEvents = 600;
const firstEvents = 100;
const longestDetail = 400;

/** The custody chain's events in order; of a very long chain its beginning and its end. */
export function custodySection(
  view: Omit<CaseView, 'sourceAvailable'>,
  events: Output<'cases.custody'>,
): ReportModel['custody'] {
  const shown =
    events.length <= mostEvents
      ? events
      : [...events.slice(0, firstEvents), ...events.slice(events.length - (mostEvents - firstEvents))];
  const left = events.length - shown.length;
  return {
    lead:
      `The chain has ${counted(view.custody.count, 'event')}. Each event’s SHA-256 covers the one before it, so that a change to any ` +
      'event changes every hash after it. Writing this report adds one more event, which holds the report’s own SHA-256 and so cannot stand in it.',
    events: shown.map((event) => ({
      sequence: countText(event.sequence),
      at: dateTimeText(event.at),
      actor: event.actor || 'not named',
      action: event.action,
      detail: inOneLine(cellText(shortHashes(event.detail), 'dynamic', longestDetail)),
      hash: event.hash,
    })),
    leftOut:
      left > 0
        ? `${counted(left, 'event')} between number ${countText(events[firstEvents - 1]?.sequence ?? firstEvents)} and the last ${countText(mostEvents - firstEvents)} left out; the case file has all of them.`
        : null,
  };
}

/** An event has up to a dozen entries, which would make a column of a page’s height. */
const inOneLine = (cell: CellText): CellText =>
  cell.kind === 'text' ? { ...cell, text: cell.text.replaceAll('\n', ' · ') } : cell;

/** The whole hashes stand in the list of exhibits and in the case file. */
const shortHashes = (detail: string): string => detail.replace(/\b([0-9a-f]{16})[0-9a-f]{48}\b/g, '$1…');
