import { addTicks } from '../../../core/time/instants.ts';
import type { TimeRange } from '../../../shared/contract/index.ts';

/**
 * The request options by which Kusto limits every table that has the column to a time range, as Log Analytics does for a timespan.
 * The documentation does not say whether the end is included; `endIsIncluded` takes the tick before it where it is.
 */
const timeScope = { column: 'TimeGenerated', endIsIncluded: false };

export function windowOptions(window: TimeRange | undefined): Record<string, string> {
  if (!window) return {};
  return {
    query_datetimescope_column: timeScope.column,
    query_datetimescope_from: window.from,
    query_datetimescope_to: timeScope.endIsIncluded ? addTicks(window.to, -1n) : window.to,
  };
}
