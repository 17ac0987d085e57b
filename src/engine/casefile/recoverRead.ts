import { z } from 'zod';
import type { JsonValue } from '../../core/custody/canonicalJson.ts';
import { sha256 } from '../../shared/contract/primitives.ts';
import { type KeyValue, kindsInOrder, type RecordKind, type RecordKindName } from './recordKinds.ts';
import { recordSha256 } from './records.ts';
import type { Row, Salvage } from './salvageRows.ts';

/** A record that could be read, with the rows that belong to it. */
export interface FoundRecord {
  readonly kind: RecordKindName;
  readonly key: KeyValue[];
  readonly name: string;
  readonly row: Row;
  readonly parts: readonly { readonly table: string; readonly rows: readonly Row[] }[];
  /** The custody event that told of it, where that could be read. */
  readonly told: ToldEvent | undefined;
}

interface ToldEvent {
  readonly sequence: number;
  readonly hash: string;
  readonly action: string;
}

/** What could be read of a damaged case's records, and what could not. */
export interface FoundRecords {
  readonly records: FoundRecord[];
  readonly custody: Row[];
  readonly lost: string[];
  /** Records that are not as their custody event tells, or that none tells of. */
  readonly changed: string[];
}

const eventShape = z.looseObject({
  sequence: z.bigint().transform(Number),
  hash: z.string(),
  action: z.string(),
  detail: z.string(),
});
const detailShape = z.looseObject({ recordSha256: sha256 });

/** Reads every record that can be read: by going through its table, and by the keys that custody events name. */
export function readRecords(salvage: Salvage): FoundRecords {
  const custody = salvage.rows('custody_events');
  const found: FoundRecords = { records: [], custody: custody.rows, lost: [], changed: [] };
  if (custody.problem) found.lost.push(`custody: some events cannot be read (${custody.problem})`);
  const told = toldRecords(custody.rows);
  for (const [name, kind] of kindsInOrder) readKind(salvage, name, kind, told, found);
  return found;
}

interface Told extends ToldEvent {
  readonly kind: RecordKindName;
  readonly key: KeyValue[];
  readonly recordSha256: string;
}

/** What the readable custody events tell of, by the name of the record. */
function toldRecords(events: readonly Row[]): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const row of events) {
    const event = eventShape.safeParse(row);
    if (!event.success) continue;
    const { sequence, hash, action } = event.data;
    const [kindName, kind] = kindsInOrder.find(([, { actions }]) => actions.includes(action)) ?? [];
    const detail = detailShape.safeParse(parsedJson(event.data.detail));
    if (!kindName || !kind || !detail.success) continue;
    const key = keyOf(kind, (part) => detail.data[part.member]);
    if (key) {
      told.set(kind.name(...key), {
        kind: kindName,
        key,
        sequence,
        hash,
        action,
        recordSha256: detail.data.recordSha256,
      });
    }
  }
  return told;
}

function readKind(
  salvage: Salvage,
  kindName: RecordKindName,
  kind: RecordKind,
  told: ReadonlyMap<string, Told>,
  { records, lost, changed }: FoundRecords,
): void {
  const parts = kind.parts.map((part) => {
    const { rows, problem } = salvage.rows(part.table);
    if (problem) lost.push(`${part.table}: some rows cannot be read (${problem})`);
    return { part, rows };
  });
  const table = salvage.rows(kind.table);
  const seen = new Set<string>();
  const take = (row: Row) => {
    const key = keyOf(kind, ({ column }) => plain(row[column]));
    if (!key) return;
    const name = kind.name(...key);
    if (seen.has(name)) return;
    seen.add(name);
    const own = parts.map(({ part, rows }) => ({
      table: part.table,
      whenEmpty: part.whenEmpty,
      rows: rows
        .filter((each) => part.key.every((column, at) => plain(each[column]) === key[at]))
        .sort(byOrder(part.order)),
    }));
    const event = told.get(name);
    const record: Record<string, JsonValue> = { ...row };
    for (const each of own) {
      if (each.rows.length > 0 || each.whenEmpty === 'empty') record[each.table] = each.rows;
    }
    if (!event) changed.push(`${name}: no readable custody event tells of it`);
    else if (hashOf(record) !== event.recordSha256) changed.push(`${name}: is not as its custody event tells`);
    records.push({ kind: kindName, key, name, row, parts: own, told: event });
  };
  for (const row of table.rows) take(row);
  for (const [name, event] of told) {
    if (event.kind !== kindName || seen.has(name)) continue;
    const row = salvage.row(
      kind.table,
      kind.key.map(({ column }) => column),
      event.key,
    );
    if (row) take(row);
    else lost.push(`${name}: cannot be read`);
  }
}

/** A key by its kind's own members; undefined where one is not of its type. */
function keyOf(kind: RecordKind, memberOf: (part: RecordKind['key'][number]) => unknown): KeyValue[] | undefined {
  const key: KeyValue[] = [];
  for (const part of kind.key) {
    const value = memberOf(part);
    if (part.type === 'text' && typeof value === 'string') key.push(value);
    else if (part.type === 'integer' && typeof value === 'number' && Number.isSafeInteger(value)) key.push(value);
    else return undefined;
  }
  return key;
}

const plain = (value: JsonValue | undefined) => (typeof value === 'bigint' ? Number(value) : value);
const byOrder = (column: string) => (a: Row, b: Row) => Number(plain(a[column])) - Number(plain(b[column]));

/** Undefined where the row holds what has no canonical JSON, as a damaged one can. */
function hashOf(record: Row): string | undefined {
  try {
    return recordSha256(record);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
