import { z } from 'zod';
import { caseId, cell, column, kqlText, method, sourceRef, timeRange } from './primitives.ts';

const names = z.array(z.string());

/** What a query reads: a source, or a case's exhibits beside the case's source, or beside another source where both are given. */
const asked = z.strictObject({
  source: sourceRef.optional(),
  caseId: caseId.optional(),
  kql: kqlText,
  /** Limits the source's tables; the case's own window where a case is asked and none is given. */
  window: timeRange.optional(),
});
const needsSource = [
  ({ source, caseId: id }: { source?: unknown; caseId?: unknown }) => source !== undefined || id !== undefined,
  'a source or a case is needed',
] as const;

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
  /** The SQL that a query becomes, the columns of its answer and the stored tables it reads; no row is read. */
  'queries.explain': method(
    asked.refine(...needsSource),
    z.strictObject({ sql: z.string(), columns: z.array(column), tables: z.array(z.string()) }),
  ),
  /**
   * Runs KQL without saving it; `problems` says in words what the answer may lack. With `all`, every raw row of one table is fetched in
   * slices of time, beyond what a service gives in one answer.
   */
  'queries.run': method(
    asked.extend({ all: z.boolean().optional() }).refine(...needsSource),
    z.strictObject({ columns: z.array(column), rows: z.array(z.array(cell)), problems: z.array(z.string()) }),
  ),
};
