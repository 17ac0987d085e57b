import { z } from 'zod';
import { addressScopes } from '../../core/entities/addressScope.ts';
import { entityKinds } from '../../core/entities/entityKinds.ts';
import { clocks } from '../../core/entities/seen.ts';
import { caseId, method, rowRef, utcInstant } from './primitives.ts';

const kind = z.enum(entityKinds);
const clock = z.enum(clocks);

/**
 * When an entity was seen first or last, and the row that says so. Where `isExact` is false, rows tell only that it was seen at
 * some time after the first's and before the last's. `notBefore` is the start of the window of an event that stands for several,
 * whose own time is the window's end.
 */
const sighting = rowRef.extend({ at: utcInstant, notBefore: utcInstant.nullable(), clock, isExact: z.boolean() });
export type Sighting = z.infer<typeof sighting>;

const entity = z.strictObject({
  kind,
  /** Names it in calls, together with its kind; of no meaning otherwise. */
  key: z.string(),
  /** In the one spelling for all ways to write it; at most its first 256 characters in a list. */
  value: z.string(),
  /** Characters of the whole value. */
  length: z.number().int(),
  /** From where an address can be reached, by the registries of IANA; null for other kinds. */
  scope: z.enum(addressScopes).nullable(),
  /** By the device's own clock where a row tells that, else the service's, else the device's local time; null where none tells any. */
  first: sighting.nullable(),
  last: sighting.nullable(),
  /** How many rows, of how many exhibits, name it. */
  rows: z.number().int(),
  exhibits: z.number().int(),
});
export type Entity = z.infer<typeof entity>;

const found = z.strictObject({
  column: z.string(),
  /** The field within the column's JSON; null for the cell itself. */
  field: z.string().nullable(),
  /** As it stands there; at most the first 256 characters of it. */
  written: z.string(),
});

const place = rowRef.extend({
  found: z.array(found),
  /** When the row saw it; null where the row does not say. */
  seen: z
    .strictObject({
      first: utcInstant,
      last: utcInstant,
      notBefore: utcInstant.nullable(),
      clock,
      isExact: z.boolean(),
    })
    .nullable(),
});
export type EntityPlace = z.infer<typeof place>;

const paging = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) };

export const entities = {
  /** What the rows of all answered exhibits name. Read from the rows when it is asked, and never stored. */
  'entities.list': method(
    z.strictObject({
      caseId,
      kind: kind.optional(),
      /** Text to find in the value, in any letter case; of a long value in its first 256 characters. */
      text: z.string().max(1000).default(''),
      sort: z.enum(['first', 'last', 'rows', 'value']).default('first'),
      descending: z.boolean().default(false),
      ...paging,
    }),
    z.strictObject({
      /** How many of each kind hold the text, and how many of the kind asked. */
      counts: z.record(kind, z.number().int()),
      total: z.number().int(),
      entities: z.array(entity),
    }),
  ),
  /** Every row that names an entity, in the order of exhibits and rows; the entity with its whole value. */
  'entities.occurrences': method(
    z.strictObject({ caseId, kind, key: z.string().max(1000), ...paging }),
    z.strictObject({ entity, total: z.number().int(), places: z.array(place) }),
  ),
};
