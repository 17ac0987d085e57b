import { z } from 'zod';
import { kqlText, method, sha256 } from './primitives.ts';

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/** Where a parameter's value can come from when the examiner gives none. */
const parameterDefault = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('subject'), field: z.enum(['deviceId', 'hubName']) }),
  z.strictObject({ from: z.literal('window'), field: z.enum(['from', 'to']) }),
  /**
   * The start of the first or newest alert of the device in the window, of the severities named or of any, moved by
   * `offset` (a KQL timespan such as -1d).
   */
  z.strictObject({
    from: z.literal('alert'),
    which: z.enum(['first', 'newest']),
    severities: z.array(z.enum(['High', 'Medium', 'Low', 'Informational'])).optional(),
    offset: z.string().optional(),
  }),
  /**
   * A cell of an earlier step's newest answered exhibit: that of the first row in which `column` is not empty and every
   * column of `where` holds one of its values.
   */
  z.strictObject({
    from: z.literal('step'),
    step: identifier,
    column: z.string(),
    where: z.record(z.string(), z.array(z.string())).optional(),
  }),
  z.strictObject({ from: z.literal('literal'), value: z.string() }),
]);

const playbookParameter = z.strictObject({
  name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
  type: z.enum(['string', 'datetime', 'timespan']),
  label: z.string(),
  /** Tried in order; the step is skipped where none gives a value. */
  defaults: z.array(parameterDefault),
});

const columnName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

/**
 * The raw events behind one row of a query: those that pass `filter` and give the row's own value for every column of `keys`.
 * Both are KQL over SecurityIoTRawEvent, in which `d` is the parsed EventDetails; each expression of `keys` gives text. A
 * column of `anyWhenEmpty` is not compared where the row leaves it empty.
 */
const rawRows = z.strictObject({
  filter: z.string(),
  keys: z.record(columnName, z.string()),
  anyWhenEmpty: z.array(columnName).optional(),
});

/** By which columns the rows of two answers are the same thing, and which columns of one thing may change. */
export const compareRule = z.strictObject({ key: z.array(columnName).min(1), values: z.array(columnName) });

const playbookQuery = z.strictObject({
  kql: kqlText,
  parameters: z.array(playbookParameter),
  compare: compareRule.optional(),
  raw: rawRows.optional(),
});

/**
 * What a query of the step leaves out, or takes in that it should not. Its query gives the rows themselves, each with the item
 * that it belongs to in the column `Item`; a row can stand in several. The counts are of these rows.
 */
const companion = z.strictObject({
  id: identifier,
  of: z.enum(['guide', 'hardened']),
  title: z.string(),
  query: playbookQuery,
  items: z.array(z.strictObject({ id: identifier, title: z.string() })).min(1),
});
export type Companion = z.infer<typeof companion>;

const playbookQuestion = z.strictObject({
  id: identifier,
  /** The number that the guide gives it under its step; null for questions that are ours. */
  guideNumber: z.number().int().nullable(),
  text: z.string(),
});

const playbookStep = z.strictObject({
  id: identifier,
  title: z.string(),
  purpose: z.string(),
  /** The guide's query word for word; absent where the step is not the guide's. */
  guide: playbookQuery.optional(),
  /** Our query for the same purpose, with exact matches and UTC times. */
  hardened: playbookQuery.optional(),
  companions: z.array(companion).optional(),
  /** The columns of the two queries that say which of their rows speak of the same thing. */
  sameRows: z
    .array(
      z.strictObject({
        guide: columnName,
        hardened: columnName,
        /** The text is a list, separated by `;` or `,`, whose order says nothing. */
        isList: z.boolean().optional(),
      }),
    )
    .optional(),
  tables: z.array(z.string()),
  questions: z.array(playbookQuestion),
  /** Things to know when reading the rows. */
  cautions: z.array(z.string()),
  attack: z.array(z.string()),
});
export type PlaybookStep = z.infer<typeof playbookStep>;
export type PlaybookParameter = z.infer<typeof playbookParameter>;
export type ParameterDefault = z.infer<typeof parameterDefault>;

const playbookTask = z.strictObject({ id: identifier, text: z.string(), detail: z.string().optional() });

export const playbook = z.strictObject({
  id: identifier,
  version: z.string(),
  title: z.string(),
  attribution: z.string(),
  introduction: z.string(),
  preparation: z.strictObject({ title: z.string(), tasks: z.array(playbookTask) }),
  groups: z.array(z.strictObject({ id: identifier, title: z.string(), steps: z.array(playbookStep) })),
  closing: z.strictObject({ title: z.string(), tasks: z.array(playbookTask) }),
});
export type Playbook = z.infer<typeof playbook>;

export const playbooks = {
  'playbooks.list': method(
    z.strictObject({}),
    z.array(
      z.strictObject({ id: identifier, version: z.string(), title: z.string(), introduction: z.string(), sha256 }),
    ),
  ),
  'playbooks.get': method(z.strictObject({ id: identifier }), playbook),
};
