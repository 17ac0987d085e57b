import { z } from 'zod';
import { caseId, method, sourceRef } from './primitives.ts';

/** A query as it stands in the editor: unfinished, or nothing yet. */
const editorText = z.string().max(1_000_000);
/** UTF-16 units from the start of the text. */
const position = z.number().int().min(0).max(1_000_000);
const range = { from: position, length: position };

/** What a query may read: a source, and the exhibits of an open case. */
const scope = { source: sourceRef, caseId: caseId.optional() };
const place = z.strictObject({ ...scope, kql: editorText, position });

const queryProblem = z.strictObject({
  severity: z.enum(['error', 'warning']),
  /** Microsoft's KS code, or the engine's own word. */
  code: z.string(),
  message: z.string(),
  /** What to do. */
  help: z.string(),
  /** 1-based. */
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  ...range,
});
export type QueryProblem = z.infer<typeof queryProblem>;

const completionKind = z.enum([
  'value',
  'aggregate',
  'plugin',
  'column',
  'table',
  'variable',
  'function',
  'type',
  'keyword',
  'operator',
  'comparison',
]);

const completionItem = z.strictObject({
  label: z.string(),
  kind: completionKind,
  /** What to write in front of the caret and behind it. */
  insertBefore: z.string(),
  insertAfter: z.string(),
  /** The type of a column, an example of a function. */
  detail: z.string().optional(),
});
export type QueryCompletion = z.infer<typeof completionItem>;

const tokenClasses = [
  'comment',
  'punctuation',
  'literal',
  'string',
  'type',
  'column',
  'table',
  'function',
  'variable',
  'keyword',
  'operator',
] as const;
const coloured = z.strictObject({ class: z.enum(tokenClasses), ...range });
export type ColouredRange = z.infer<typeof coloured>;

/** What the editor asks while someone types; the engine reads no row and no unread table for it. */
export const editor = {
  /** What is wrong with a query, as far as it can be told before it runs. */
  'editor.problems': method(
    z.strictObject({ ...scope, kql: editorText }),
    z.strictObject({
      problems: z.array(queryProblem),
      /** False for a text that is too long to be checked while someone types. */
      checked: z.boolean(),
      /** Tables that the query names and whose files have not been read: their columns' names are not checked yet. */
      unread: z.array(z.string()),
    }),
  ),
  /** What may be written at a place, best first; an item takes the place of `length` units at `from`. */
  'editor.complete': method(place, z.strictObject({ ...range, items: z.array(completionItem) })),
  /** What the name at a place is, with its type or signature. */
  'editor.hover': method(place, z.strictObject({ ...range, text: z.string() }).nullable()),
  /** The call that a place stands in; `active` is the index of the parameter there, -1 past the last. */
  'editor.signature': method(
    place,
    z
      .strictObject({
        from: position,
        label: z.string(),
        /** Ranges within the label. */
        parameters: z.array(z.strictObject(range)),
        active: z.number().int(),
        example: z.string().optional(),
      })
      .nullable(),
  ),
  /** The query with one operator a line; as it is where it cannot be read or is too long. */
  'editor.format': method(z.strictObject({ kql: editorText }), z.strictObject({ kql: z.string() })),
  /** The stretches to colour, in order; none where the text is too long. Without a source, tables and columns stay plain. */
  'editor.colours': method(
    z.strictObject({ ...scope, source: sourceRef.optional(), kql: editorText }),
    z.strictObject({ ranges: z.array(coloured) }),
  ),
};
