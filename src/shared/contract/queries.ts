import { z } from 'zod';
import { cell, column, kqlText, method, sourceRef, timeRange } from './primitives.ts';

export const queries = {
  /** Runs KQL on a source without saving it. */
  'queries.run': method(
    z.strictObject({ source: sourceRef, kql: kqlText, window: timeRange.optional() }),
    z.strictObject({ columns: z.array(column), rows: z.array(z.array(cell)), problems: z.array(z.string()) }),
  ),
};
