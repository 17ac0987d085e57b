import { membersOf } from '../compare/compareRows.ts';
import type { Cell, Column } from '../kqlText/kqlTypes.ts';
import type { Named, Platform } from './entityKinds.ts';
import { type FieldContext, readerOf } from './fields.ts';
import { portsIn } from './ports.ts';
import { type RowOrigin, type Seen, seenIn } from './seen.ts';
import { isStructure, namesInStructure, parseJson, type Structure, structuredColumns } from './structured.ts';

/** A place in a row that names an entity. */
export interface Occurrence extends Named {
  /** The value as it stands there. */
  readonly written: string;
  readonly column: string;
  /** The field within the column's JSON, such as `RemoteAddress`; null for the cell itself. */
  readonly field: string | null;
  /** Whether it is one of a set that was gathered over the row's time. */
  readonly isMember: boolean;
}

/** What a row names, and when it saw it. */
export interface EntityRow {
  readonly occurrences: readonly Occurrence[];
  readonly seen: Seen | undefined;
}

export interface RowsRead {
  readonly columns: readonly Column[];
  readonly origin: RowOrigin;
  /** The device of the case, and the system that it runs where that is certain. */
  readonly subject: { readonly deviceId: string; readonly platform: Platform };
}

/** Reads the rows of an exhibit, each as its cells in the order of the columns. */
export function entityReader({ columns, origin, subject }: RowsRead): (cells: readonly Cell[]) => EntityRow {
  return (cells) => {
    const row: Record<string, Cell> = {};
    const structures: { column: string; value: unknown }[] = [];
    for (const [at, { name }] of columns.entries()) {
      const cell = cells[at] ?? null;
      row[name] = cell;
      if (structuredColumns.has(name)) structures.push({ column: name, value: parseJson(cell) });
    }
    const details = structures.map(({ value }) => value).find(isStructure) ?? {};
    const event = textOf(row.RawEventName ?? row.Kind);
    const context: FieldContext = {
      platform: platformOf(row, details, origin, subject),
      protocol: textOf(row.Protocol).toLowerCase(),
      isSignIn: event === 'Login' || Object.hasOwn(details, 'Operation'),
      hasJsonTexts: false,
    };
    const occurrences = namesInCells(columns, cells, context);
    for (const { column, value } of structures) {
      const hasJsonTexts = column === 'Details' ? event.startsWith('Alert') : column !== 'EventDetails';
      for (const one of namesInStructure(value, event, { ...context, hasJsonTexts }))
        occurrences.push({ ...one, column, isMember: false });
    }
    return { occurrences, seen: seenIn(row, details, origin) };
  };
}

function namesInCells(columns: readonly Column[], cells: readonly Cell[], context: FieldContext): Occurrence[] {
  const found: Occurrence[] = [];
  for (const [at, { name, type }] of columns.entries()) {
    const reader = type === 'string' || type === 'dynamic' ? readerOf(name) : undefined;
    const cell = cells[at] ?? null;
    if (!reader || typeof cell !== 'string') continue;
    const members = type === 'dynamic' ? membersOf(cell) : undefined;
    for (const written of members ?? [cell]) {
      for (const one of reader(written, context)) {
        found.push({ ...one, written, column: name, field: null, isMember: members !== undefined });
      }
    }
  }
  const textsOf = (field: string): string[] | undefined => {
    const at = columns.findIndex(({ name }) => name === field);
    const cell = cells[at] ?? null;
    if (cell === null) return undefined;
    return columns[at]?.type === 'dynamic' ? [...(membersOf(cell) ?? [])] : [String(cell)];
  };
  for (const { field, ...port } of portsIn('', textsOf)) {
    found.push({ ...port, column: field, field: null, isMember: field === 'RemotePorts' });
  }
  return found;
}

/** A row of an agent says on what it runs; other rows of the case's queries are of its device unless they name another. */
function platformOf(
  row: Readonly<Record<string, Cell>>,
  details: Structure,
  origin: RowOrigin,
  subject: RowsRead['subject'],
): Platform {
  if (details.MessageSource === 'Windows') return 'windows';
  if (details.MessageSource === 'Linux') return 'linux';
  const device = textOf(row.DeviceId ?? row.AlertDevice) || textOf(details.DeviceId);
  return origin === 'own' || (device !== '' && device !== subject.deviceId) ? undefined : subject.platform;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
