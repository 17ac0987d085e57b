import type { SourceDescription, TimeRange } from '../../shared/contract/index.ts';

/**
 * The window that holds every row of a source: from the oldest to the newest TimeGenerated of its tables, rounded outwards to
 * whole seconds, so that the newest row lies inside the half-open range. Undefined when no table has a time.
 */
export function coverageWindow(tables: SourceDescription['tables']): TimeRange | undefined {
  const coverages = tables.flatMap(({ coverage }) => (coverage ? [coverage] : []));
  const oldest = coverages.map(({ from }) => from.slice(0, 19)).sort()[0];
  const newest = coverages
    .map(({ to }) => to.slice(0, 19))
    .sort()
    .at(-1);
  if (oldest === undefined || newest === undefined) return undefined;
  const end = new Date(Date.parse(`${newest}Z`) + 1000).toISOString().slice(0, 19);
  return { from: `${oldest}Z`, to: `${end}Z` };
}
