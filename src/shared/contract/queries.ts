import { z } from 'zod';
import { cell, column, kqlText, method, sourceRef, timeRange } from './primitives.ts';

const names = z.array(z.string());

export const queries = {
  /** What the KQL engine supports: sorted names in every spelling that it accepts. */
  'queries.support': method(
    z.strictObject({}),
    z.strictObject({
      operators: names,
      functions: names,
      aggregates: names,
      joinKinds: names,
      comparisons: names,
      plugins: names,
    }),
  ),
  /** The SQL that a query becomes on a source, the columns of its answer and the stored tables it reads; no row is read. */
  'queries.explain': method(
    z.strictObject({ source: sourceRef, kql: kqlText, window: timeRange.optional() }),
    z.strictObject({ sql: z.string(), columns: z.array(column), tables: z.array(z.string()) }),
  ),
  /** Runs KQL on a source without saving it. */
  'queries.run': method(
    z.strictObject({ source: sourceRef, kql: kqlText, window: timeRange.optional() }),
    z.strictObject({ columns: z.array(column), rows: z.array(z.array(cell)), problems: z.array(z.string()) }),
  ),
};
