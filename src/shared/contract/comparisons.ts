import { z } from 'zod';
import { queryVariant, verdict } from './exhibits.ts';
import { compareRule } from './playbooks.ts';
import { caseId, cell, method } from './primitives.ts';

const exhibitOfCase = z.strictObject({ caseId, exhibit: z.number().int().positive() });
const row = z.number().int().positive();

/** A row that only one side has: its number there, and its cells by the columns compared. */
const oneSided = z.strictObject({ row, values: z.record(z.string(), cell) });

const change = z.strictObject({
  before: row,
  after: row,
  /** The cells of the key's columns, which both rows share. */
  key: z.record(z.string(), cell),
  columns: z.array(
    z.strictObject({
      column: z.string(),
      before: cell,
      after: cell,
      /** What came to and went from two arrays; null for other cells. */
      members: z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()) }).nullable(),
    }),
  ),
});

const side = z.strictObject({
  ...exhibitOfCase.shape,
  title: z.string(),
  rowCount: z.number().int(),
  /** Why this answer may lack rows; a row it lacks may have been there. Empty where it is complete. */
  shortcomings: z.array(verdict),
});

/** Each list is cut at 5,000; the counts are of all. */
const comparison = z.strictObject({
  rule: compareRule,
  before: side,
  after: side,
  counts: z.strictObject({
    added: z.number().int(),
    removed: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
  }),
  added: z.array(oneSided),
  removed: z.array(oneSided),
  changed: z.array(change),
});
export type Comparison = z.infer<typeof comparison>;

export const comparisons = {
  /** Compares the rows of two exhibits, of one case or of two, by the playbook's rule for the query or by the one given. */
  'comparisons.exhibits': method(
    z.strictObject({ before: exhibitOfCase, after: exhibitOfCase, rule: compareRule.optional() }),
    comparison,
  ),
  /**
   * Compares two cases query by query, the newest answers of each, in the order of the later case's playbook. `missing` names
   * the queries that have a rule and an answer in one case alone, `refused` those whose two answers cannot be compared, and why.
   */
  'comparisons.cases': method(
    z.strictObject({ before: caseId, after: caseId }),
    z.strictObject({
      comparisons: z.array(comparison.extend({ stepId: z.string(), variant: queryVariant })),
      missing: z.array(
        z.strictObject({ stepId: z.string(), variant: queryVariant, answeredIn: z.enum(['before', 'after']) }),
      ),
      refused: z.array(z.strictObject({ stepId: z.string(), variant: queryVariant, reason: z.string() })),
    }),
  ),
};
