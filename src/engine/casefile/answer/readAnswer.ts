import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Column } from '../../../core/kqlText/kqlTypes.ts';
import { column } from '../../../shared/contract/primitives.ts';
import { CasebookError } from '../../../shared/result.ts';
import { limits } from '../format.ts';
import { answerForm } from './answerForm.ts';
import { rowCanonicalizer } from './canonicalRow.ts';
import { isRawJSON, parseExactly } from './losslessJson.ts';
import { inexact, type StoredCell, storeCell } from './storedCell.ts';

/** An answer's primary table, ready to be stored. */
export interface ReadAnswer {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly StoredCell[])[];
  /** SHA-256 over every row's canonical JSON followed by a line feed. */
  readonly rowsSha256: string;
  /** Cells whose text held an unpaired surrogate, which UTF-8 cannot hold; U+FFFD stands in its place. */
  readonly replacedCells: number;
}

/** The rows hash of an exhibit without rows: SHA-256 of nothing. */
export const noRowsSha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const columnsShape = z.array(z.looseObject(column.shape)).max(limits.columns);

/**
 * Reads a raw answer's bytes into rows without losing a digit. Throws `sourceFailed`, naming the row and the column, when
 * the bytes are not an answer or a cell is not a value of its column's type.
 */
export function readAnswer(body: Uint8Array): ReadAnswer {
  const text = decode(body);
  const plain = storeRows(primaryTable(parse(text, JSON.parse)), false);
  if (plain !== inexact) return plain;
  const exact = storeRows(primaryTable(parse(text, parseExactly)), true);
  if (exact === inexact) throw new Error('A cell parsed from its source text is still inexact.');
  return exact;
}

function decode(body: Uint8Array): string {
  if (body.byteLength > limits.answerBytes) {
    throw unreadable(`it has ${body.byteLength} bytes, and at most ${limits.answerBytes} can be read into rows`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw unreadable('it is not UTF-8 text');
  }
}

function parse(text: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text);
  } catch (error) {
    throw unreadable(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function primaryTable(answer: unknown): { columns: Column[]; rows: unknown[] } {
  const table = answerForm(answer);
  if (!table) throw unreadable('it has no table');
  const columns = columnsShape.safeParse(table.columns);
  if (!columns.success) throw unreadable(`its columns are not understood (${z.prettifyError(columns.error)})`);
  if (!Array.isArray(table.rows)) throw unreadable('its table has no rows array');
  return { columns: columns.data.map(({ name, type }) => ({ name, type })), rows: table.rows };
}

/** Turns parsed rows into stored ones in place; `inexact` as soon as a cell needs its source text and has it not. */
function storeRows(
  { columns, rows }: { columns: Column[]; rows: unknown[] },
  exact: boolean,
): ReadAnswer | typeof inexact {
  const stores = columns.map(({ type }) => storeCell[type]);
  const canonical = rowCanonicalizer(columns.map(({ type }) => type));
  const hash = createHash('sha256');
  const stored: StoredCell[][] = [];
  let replacedCells = 0;
  let lines = '';
  for (const row of rows) {
    if (!Array.isArray(row) || row.length !== columns.length) {
      throw unreadable(`row ${stored.length + 1} does not have ${columns.length} cells`);
    }
    for (let at = 0; at < stores.length; at += 1) {
      if (row[at] === null) continue;
      let cell = stores[at]?.(row[at], exact);
      if (cell === inexact) return inexact;
      if (cell === undefined) throw unfit(stored.length, columns[at], row[at]);
      if (typeof cell === 'string' && !cell.isWellFormed()) {
        cell = cell.toWellFormed();
        replacedCells += 1;
      }
      row[at] = cell;
    }
    stored.push(row);
    lines += `${canonical(row)}\n`;
    if (lines.length > 200_000) {
      hash.update(lines);
      lines = '';
    }
  }
  hash.update(lines);
  return { columns, rows: stored, rowsSha256: hash.digest('hex'), replacedCells };
}

function unfit(index: number, at: Column | undefined, cell: unknown): CasebookError {
  const shown = isRawJSON(cell) ? cell.rawJSON : (JSON.stringify(cell) ?? String(cell));
  const cut = shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
  return unreadable(`row ${index + 1}, column ${at?.name}: ${cut} is not a ${at?.type}`);
}

const unreadable = (why: string) =>
  new CasebookError('sourceFailed', `The source's answer cannot be read: ${why}. Its bytes are kept as received.`);
