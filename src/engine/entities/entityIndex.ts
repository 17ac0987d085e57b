import { createHash } from 'node:crypto';
import type { EntityRow, Occurrence } from '../../core/entities/entitiesInRow.ts';
import type { EntityKind, Named } from '../../core/entities/entityKinds.ts';
import { isBefore } from '../../core/entities/instants.ts';
import type { Seen } from '../../core/entities/seen.ts';
import type { Sighting } from '../../shared/contract/entities.ts';
import { CasebookError } from '../../shared/result.ts';

/** An entity as the index holds it: a long value by its beginning and its hash, so that a case of long values fits the memory. */
export interface IndexedEntity {
  readonly kind: EntityKind;
  readonly key: string;
  readonly value: string;
  readonly length: number;
  /** The rows that name it, each as `placeOf` makes it, in the order in which they were read. */
  readonly places: number[];
  exhibits: number;
  /** The best sightings so far, as parts and not as objects, since each of a million rows may bring a better one. */
  firstSeen: Seen | undefined;
  firstRank: number;
  firstPlace: number;
  lastSeen: Seen | undefined;
  lastRank: number;
  lastPlace: number;
}

/** How many characters of a value, or of what is written for it, are held and handed over in lists. */
const shownLength = 256;

/** So many different entities of a kind are held; each takes about half a kilobyte. */
const mostOfKind = 300_000;

const rowsPerExhibit = 2 ** 32;
const placeOf = (exhibit: number, row: number): number => exhibit * rowsPerExhibit + row;
export const rowAt = (place: number): { exhibit: number; row: number } => ({
  exhibit: Math.floor(place / rowsPerExhibit),
  row: place % rowsPerExhibit,
});

/**
 * What makes two occurrences of a kind the same entity: the spelling, or that without letter case where case says nothing, marked
 * with `~`. `#` marks the hash of a long one. A spelling that begins with a mark is marked itself, so that none is taken for another.
 */
export function keyOf({ value, ignoresCase }: Named): string {
  const spelling = ignoresCase ? value.toLowerCase() : value;
  const mark = ignoresCase ? '~' : '';
  if (spelling.length > shownLength) return `${mark}#${createHash('sha256').update(spelling).digest('hex')}`;
  return mark || /^[~#=]/.test(spelling) ? `${mark}=${spelling}` : spelling;
}

/** The beginning of a text, as a string of its own that does not keep the whole text in memory; no half of a pair is left. */
export const beginningOf = (text: string): string =>
  text.length <= shownLength
    ? text
    : Buffer.from(text.slice(0, shownLength))
        .toString()
        .replace(/\uFFFD$/, '');

/** The entities by kind and key. */
export type EntityIndex = Readonly<Record<EntityKind, Map<string, IndexedEntity>>>;

export const emptyEntityIndex = (): EntityIndex => ({
  address: new Map(),
  user: new Map(),
  group: new Map(),
  port: new Map(),
  process: new Map(),
  file: new Map(),
  hash: new Map(),
  device: new Map(),
});

/** Takes a row of an exhibit into the index. Rows come in the order of exhibits and rows. Throws `invalidInput` beyond what fits. */
export function addRow(index: EntityIndex, exhibit: number, row: number, { occurrences, seen }: EntityRow): void {
  const place = placeOf(exhibit, row);
  for (const occurrence of occurrences) {
    const entity = entryFor(index, occurrence);
    const before = entity.places.at(-1);
    if (before !== place) {
      if (before === undefined || rowAt(before).exhibit !== exhibit) entity.exhibits += 1;
      entity.places.push(place);
    }
    if (seen) noteSighting(entity, seenOf(seen, occurrence), place);
  }
}

/** A member of a set was seen at some time of the row's span, not at its ends. */
export const seenOf = (seen: Seen, { isMember }: Pick<Occurrence, 'isMember'>): Seen =>
  isMember && seen.first !== seen.last ? { ...seen, isExact: false } : seen;

function entryFor(index: EntityIndex, named: Named): IndexedEntity {
  const key = keyOf(named);
  const ofKind = index[named.kind];
  const known = ofKind.get(key);
  if (known) return known;
  if (ofKind.size >= mostOfKind) {
    throw new CasebookError(
      'invalidInput',
      `The rows of this case name more than ${mostOfKind.toLocaleString('en-US')} different entities of the kind ${named.kind}, which is more than can be listed. Search the case for the ones in question instead.`,
    );
  }
  const { kind, value } = named;
  const entity: IndexedEntity = {
    kind,
    key,
    value: beginningOf(value),
    length: value.length,
    places: [],
    exhibits: 0,
    firstSeen: undefined,
    firstRank: 0,
    firstPlace: 0,
    lastSeen: undefined,
    lastRank: 0,
    lastPlace: 0,
  };
  ofKind.set(key, entity);
  return entity;
}

function noteSighting(entity: IndexedEntity, seen: Seen, place: number): void {
  const rank = rankOf(seen);
  const { firstSeen, firstRank, lastSeen, lastRank } = entity;
  if (!firstSeen || rank < firstRank || (rank === firstRank && isEarlier(seen, firstSeen))) {
    entity.firstSeen = seen;
    entity.firstRank = rank;
    entity.firstPlace = place;
  }
  if (!lastSeen || rank < lastRank || (rank === lastRank && isLater(seen, lastSeen))) {
    entity.lastSeen = seen;
    entity.lastRank = rank;
    entity.lastPlace = place;
  }
}

/** Of two sightings at one time the one that also tells since when it may have been says more. */
const isEarlier = (a: Seen, b: Seen): boolean =>
  a.first === b.first ? a.notBefore !== null && b.notBefore === null : isBefore(a.first, b.first);
const isLater = (a: Seen, b: Seen): boolean =>
  a.last === b.last ? windowOfLast(a) !== null && windowOfLast(b) === null : isBefore(b.last, a.last);

/** `notBefore` is of the first; it is of the last too where that is the same event. */
const windowOfLast = ({ first, last, notBefore }: Seen): string | null => (first === last ? notBefore : null);

/** When and where an entity was seen first; null where no row tells. */
export const firstSighting = ({ firstSeen: seen, firstPlace }: IndexedEntity): Sighting | null =>
  seen ? sightingOf(firstPlace, seen, seen.first, seen.notBefore) : null;

export const lastSighting = ({ lastSeen: seen, lastPlace }: IndexedEntity): Sighting | null =>
  seen ? sightingOf(lastPlace, seen, seen.last, windowOfLast(seen)) : null;

const sightingOf = (place: number, { clock, isExact }: Seen, at: string, notBefore: string | null): Sighting => ({
  ...rowAt(place),
  at,
  notBefore,
  clock,
  isExact,
});

/** A time of the device's own clock says more than one of the service's, and each more than a span that it lies in. */
const rankOf = ({ clock, isExact }: Seen): number => ({ device: 0, service: 2, local: 4 })[clock] + (isExact ? 0 : 1);
