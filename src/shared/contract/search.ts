import { z } from 'zod';
import { caseId, filePath, method } from './primitives.ts';

/** What to find: this text as it stands, in any letter case, anywhere in a text. No character of it has a meaning of its own. */
const searchText = z
  .string()
  .max(1000)
  .transform((text) => text.trim().toWellFormed())
  .refine((text) => text.length > 0, 'a search needs a text to find');

const hitKind = z.enum([
  'case',
  'answer',
  'task',
  'note',
  'finding',
  'bookmark',
  'attachment',
  'exhibit',
  'query',
  'row',
]);
export type HitKind = z.infer<typeof hitKind>;

const hit = z.strictObject({
  kind: hitKind,
  /** The exhibit of a row, a query, an exhibit's title or a bookmark. */
  exhibit: z.number().int().positive().nullable(),
  /** The row in that exhibit, from 1. */
  row: z.number().int().positive().nullable(),
  /** The column of a row, or the part of a record, such as `reason`, in which the text was found first. */
  field: z.string(),
  /** Which note, finding, bookmark or attachment by number, question or task by id; null for the rest. */
  id: z.string().nullable(),
  /** The text around the first place, and where in it the places are: from ≤ UTF-16 unit < to. */
  snippet: z.strictObject({
    text: z.string(),
    ranges: z.array(z.strictObject({ from: z.number().int(), to: z.number().int() })),
  }),
});
export type SearchHit = z.infer<typeof hit>;

const group = z.strictObject({
  kind: hitKind,
  /** The exhibit whose rows these are; null where the hits are no rows. */
  exhibit: z.number().int().positive().nullable(),
  title: z.string(),
  total: z.number().int(),
  /** The first of them. */
  hits: z.array(hit),
});

const caseHits = z.strictObject({
  path: z.string(),
  /** By which calls name the case; null where it is not open. */
  caseId: caseId.nullable(),
  title: z.string(),
  total: z.number().int(),
  /** False where counting stopped: there are at least `total`. */
  totalIsExact: z.boolean(),
  groups: z.array(group),
  /** How much of the case the index holds. Where it lags, what it does not hold yet was not searched. */
  index: z.strictObject({ complete: z.boolean(), rowsDone: z.number().int(), rows: z.number().int() }),
});

const found = z.strictObject({
  total: z.number().int(),
  totalIsExact: z.boolean(),
  /** Every case that was searched and has hits, or of which the index lags; in the order asked. */
  cases: z.array(caseHits),
  /** How many cases were searched. */
  searched: z.number().int(),
  /** Those that could not be searched, and why. */
  unreadable: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
});
export type Found = z.infer<typeof found>;

const asked = {
  text: searchText,
  /** At most so many hits of each group. */
  perGroup: z.number().int().min(1).max(500).default(20),
  /** Waits until the index holds all; without it what is in the index after a moment is searched. */
  wait: z.boolean().default(false),
};

export const search = {
  /** Searches an open case: rows, queries, titles, answers, tasks, notes, findings, bookmarks and attachments in force. */
  'search.case': method(z.strictObject({ caseId, ...asked }), found),
  /** Searches case files, open or not; none of them is changed. */
  'search.all': method(z.strictObject({ paths: z.array(filePath).max(5000), ...asked }), found),
};
