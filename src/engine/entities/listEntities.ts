import { scopeOf } from '../../core/entities/addressScope.ts';
import type { EntityKind } from '../../core/entities/entityKinds.ts';
import { isBefore } from '../../core/entities/instants.ts';
import { parseAddress } from '../../core/entities/ipAddress.ts';
import type { Entity } from '../../shared/contract/entities.ts';
import type { Output, ParsedInput } from '../../shared/contract/index.ts';
import { type EntityIndex, firstSighting, type IndexedEntity, lastSighting } from './entityIndex.ts';

type Asked = Omit<ParsedInput<'entities.list'>, 'caseId'>;

/** A page of the entities that hold a text, sorted; those without a time come last. */
export function listEntities(index: EntityIndex, asked: Asked): Output<'entities.list'> {
  const needle = asked.text.toLowerCase();
  const holding = (kind: EntityKind): IndexedEntity[] =>
    [...index[kind].values()].filter(({ value }) => value.toLowerCase().includes(needle));
  const found = {
    address: holding('address'),
    user: holding('user'),
    group: holding('group'),
    port: holding('port'),
    process: holding('process'),
    file: holding('file'),
    hash: holding('hash'),
    device: holding('device'),
  };
  const wanted = asked.kind === undefined ? Object.values(found).flat() : found[asked.kind];
  const sorted = wanted.sort(compareBy(asked.sort, asked.descending));
  return {
    counts: {
      address: found.address.length,
      user: found.user.length,
      group: found.group.length,
      port: found.port.length,
      process: found.process.length,
      file: found.file.length,
      hash: found.hash.length,
      device: found.device.length,
    },
    total: wanted.length,
    entities: sorted.slice(asked.offset, asked.offset + asked.limit).map(shownEntity),
  };
}

/** An entity as it is handed over. */
export function shownEntity(entity: IndexedEntity): Entity {
  const { kind, key, value, length, places, exhibits } = entity;
  const address = kind === 'address' ? parseAddress(value) : undefined;
  return {
    kind,
    key,
    value,
    length,
    scope: address ? scopeOf(address) : null,
    first: firstSighting(entity),
    last: lastSighting(entity),
    rows: places.length,
    exhibits,
  };
}

type Compare = (a: IndexedEntity, b: IndexedEntity) => number;

function compareBy(sort: Asked['sort'], descending: boolean): Compare {
  const sign = descending ? -1 : 1;
  switch (sort) {
    case 'value':
      return (a, b) => sign * compareValues(a, b);
    case 'rows':
      return (a, b) => sign * (a.places.length - b.places.length) || compareValues(a, b);
    case 'first':
      return compareTimes(({ firstSeen }) => firstSeen?.first, sign);
    case 'last':
      return compareTimes(({ lastSeen }) => lastSeen?.last, sign);
  }
}

const compareTimes =
  (timeOf: (entity: IndexedEntity) => string | undefined, sign: number): Compare =>
  (a, b) => {
    const [left, right] = [timeOf(a), timeOf(b)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined) || compareValues(a, b);
    }
    return sign * (Number(isBefore(right, left)) - Number(isBefore(left, right))) || compareValues(a, b);
  };

/** Addresses and ports by number, other values by their characters. */
function compareValues(a: IndexedEntity, b: IndexedEntity): number {
  if (a.kind === 'address' && b.kind === 'address') {
    const [left, right] = [parseAddress(a.value), parseAddress(b.value)];
    if (left && right) return left.bits - right.bits || (left.value < right.value ? -1 : 1);
  }
  if (a.kind === 'port' && b.kind === 'port') {
    const difference = Number.parseInt(a.value, 10) - Number.parseInt(b.value, 10);
    if (difference !== 0) return difference;
  }
  return a.value === b.value ? 0 : a.value < b.value ? -1 : 1;
}
