import { z } from 'zod';
import { verdictKinds } from '../../core/verdicts/verdict.ts';
import {
  caseId,
  cell,
  column,
  kqlText,
  method,
  parameterValues,
  rowRef,
  sha256,
  timeRange,
  utcInstant,
  waitSeconds,
} from './primitives.ts';

export const queryVariant = z.enum(['guide', 'hardened', 'adhoc']);
export type QueryVariant = z.infer<typeof queryVariant>;

export const verdict = z.strictObject({
  kind: z.enum(verdictKinds),
  text: z.string(),
});
export type Verdict = z.infer<typeof verdict>;

/** What an exhibit is for where it is not a step's own query. */
const exhibitRole = z.strictObject({
  /** `companion` counts what a step's query leaves out, `raw` holds its rows unfiltered, `recomputed` is its query run again. */
  role: z.enum(['companion', 'raw', 'recomputed']),
  /** The exhibit that it belongs to, where there is one. */
  ofExhibit: z.number().int().positive().nullable(),
  /** Which one of its kind, such as the name of a companion count. */
  name: z.string(),
});
export type ExhibitRole = z.infer<typeof exhibitRole>;

/** What was asked, of whom, when, with what, and what came back; the rows are paged separately. */
export const exhibitSummary = z.strictObject({
  number: z.number().int().positive(),
  stepId: z.string().nullable(),
  variant: queryVariant,
  title: z.string(),
  /** Null for a step's own query and for the examiner's. */
  role: exhibitRole.nullable(),
  outcome: z.enum(['answered', 'failed']),
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  verdicts: z.array(verdict),
  columns: z.array(column),
  rowCount: z.number().int(),
  /** SHA-256 of the raw answer's bytes as received. */
  sha256,
  byteLength: z.number().int(),
  /** The query as it ran, parameters bound. */
  kql: z.string(),
  kqlSha256: sha256,
  parameters: parameterValues,
  window: timeRange,
  sourceLabel: z.string(),
  startedAt: utcInstant,
  finishedAt: utcInstant,
  versions: z.record(z.string(), z.string()),
});
export type ExhibitSummary = z.infer<typeof exhibitSummary>;

const rowsPage = z.strictObject({
  /** Rows that pass the filter. */
  total: z.number().int(),
  /** Each row: its number in the exhibit, from 1, then its cells. */
  rows: z.array(z.strictObject({ row: z.number().int().positive(), cells: z.array(cell) })),
});

/** A device's clock against the service's; spans are ticks of 100 ns as text, service time minus device time. */
const clock = z.strictObject({
  exhibit: z.number().int().positive(),
  deviceId: z.string(),
  /** The window asked, half open, and the oldest and newest TimeGenerated that it brought, inclusive. */
  asked: timeRange,
  covered: z.strictObject({ from: utcInstant, to: utcInstant }),
  events: z.number().int(),
  median: z.string(),
  least: z.string(),
  most: z.string(),
  early: z.number().int(),
  localOffset: z.strictObject({ minutes: z.number().int(), events: z.number().int(), of: z.number().int() }).nullable(),
});

/** What stands out by rule: a plain sentence, when it began, and the rows that it rests on. */
const observation = z.strictObject({
  rule: z.string(),
  text: z.string(),
  at: utcInstant.nullable(),
  citations: z.array(rowRef.readonly()).readonly(),
});

export const exhibits = {
  /** Runs one query of a step and saves its answer, and the counts of its companions, as exhibits. A failed query is one too. */
  'exhibits.run': method(
    z.strictObject({
      caseId,
      stepId: z.string(),
      variant: z.enum(['guide', 'hardened']).optional(),
      parameters: parameterValues.optional(),
      /** How long a workspace may take for it, in place of the case's own time; other sources have none to be changed. */
      waitSeconds: waitSeconds.optional(),
      /** A part of the case's window: what comes back has the verdict `narrowerWindow` and is not the step's answer. */
      window: timeRange.optional(),
      /** Fetches every row in slices of time, as `exhibits.runQuery` does. */
      all: z.boolean().optional(),
    }),
    exhibitSummary,
  ),
  /**
   * Runs every step's queries in the playbook's order, with `run.step` events, then keeps the device's raw events and recounts
   * the answers from them. Goes on after a failed step. With `resume` it asks only what the newest run left undone.
   */
  'exhibits.runAll': method(
    z.strictObject({ caseId, resume: z.boolean().optional() }),
    z.strictObject({
      exhibits: z.array(exhibitSummary),
      skipped: z.array(z.strictObject({ stepId: z.string(), variant: queryVariant, reason: z.string() })),
      /** The exhibits whose answers were recounted from the raw events kept; those that differ are among `exhibits`. */
      recounted: z.array(z.number().int().positive()),
    }),
  ),
  /**
   * The newest whole run, where it was cut short or some of its queries failed for reasons that pass; null where it came to its
   * end. `remaining` of its `queries` are still to be asked.
   */
  'exhibits.interruptedRun': method(
    z.strictObject({ caseId }),
    z.strictObject({ startedAt: utcInstant, queries: z.number().int(), remaining: z.number().int() }).nullable(),
  ),
  /** Keeps the rows behind one count of a step's companion as an exhibit with the role `companion`. */
  'exhibits.runCompanionRows': method(
    z.strictObject({ caseId, stepId: z.string(), companion: z.string(), item: z.string() }),
    exhibitSummary,
  ),
  /**
   * Runs the examiner's own KQL on the case's exhibits, and on its source while that is there, and saves its answer as an exhibit.
   * With `all`, every raw row of one table is fetched in slices of time, beyond what a service gives in one answer. With `window`, a
   * part of the case's, the answer has the verdict `narrowerWindow`.
   */
  'exhibits.runQuery': method(
    z.strictObject({
      caseId,
      title: z.string().min(1).max(200),
      kql: kqlText,
      all: z.boolean().optional(),
      window: timeRange.optional(),
      /** As of `exhibits.run`. */
      waitSeconds: waitSeconds.optional(),
    }),
    exhibitSummary,
  ),
  /** The raw events behind one row of an exhibit, from the case file alone; the first 500 with their cells. */
  'exhibits.rawRows': method(
    z.strictObject({ caseId, exhibit: z.number().int().positive(), row: z.number().int().positive() }),
    z.strictObject({
      /** The exhibit that holds the raw events; row numbers are its own. */
      raw: z.number().int().positive(),
      columns: z.array(column),
      ...rowsPage.shape,
      /** Whether that exhibit holds all of the device's events in the window. */
      allKept: z.boolean(),
    }),
  ),
  /** The newest answers of a step's two queries by the columns that pair them, what only one has first; null where there are not both. */
  'exhibits.besideEachOther': method(
    z.strictObject({ caseId, stepId: z.string() }),
    z
      .strictObject({
        guide: z.number().int().positive(),
        hardened: z.number().int().positive(),
        key: z.array(z.string()),
        /** Row numbers in either exhibit. */
        rows: z.array(
          z.strictObject({ key: z.array(z.string()), guide: z.array(z.number()), hardened: z.array(z.number()) }),
        ),
      })
      .nullable(),
  ),
  /** What the raw events of the case say about the device's clock; null where the case keeps none with both times. */
  'exhibits.clock': method(z.strictObject({ caseId }), clock.nullable()),
  'exhibits.page': method(
    z.strictObject({
      caseId,
      exhibit: z.number().int().positive(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(5000),
      sort: z.strictObject({ column: z.string(), descending: z.boolean() }).optional(),
      /** Case-insensitive text to find in each named column. */
      filter: z.record(z.string(), z.string().max(1000)).optional(),
    }),
    rowsPage,
  ),
  /** What stands out in the newest answers of the playbook's steps. */
  'exhibits.observations': method(z.strictObject({ caseId }), z.array(observation)),
  /** The raw answer as text, as it was received. */
  'exhibits.raw': method(
    z.strictObject({ caseId, exhibit: z.number().int().positive() }),
    z.strictObject({ text: z.string(), sha256 }),
  ),
};
