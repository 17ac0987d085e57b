import type { Cell, KqlType } from '../../core/kqlText/kqlTypes.ts';
import { dateTimeText } from './instants.ts';
import { cutText } from './printableText.ts';

/** A cell as the report prints it: its text, how many characters of it were cut, or that there is no value. */
export type CellText =
  | { readonly kind: 'text'; readonly text: string; readonly cut: number }
  | { readonly kind: 'null' | 'empty' };

const longestUnfolded = 20_000;
const mostEntries = 40;
const mostLines = 60;

/**
 * A cell for people: JSON objects and arrays with one entry a line where that loses nothing, datetimes with a space.
 * `limit` counts UTF-16 units.
 */
export function cellText(cell: Cell, type: KqlType, limit: number): CellText {
  if (cell === null) return { kind: 'null' };
  if (cell === '') return { kind: 'empty' };
  const text = String(cell);
  if (type === 'datetime') return { kind: 'text', text: dateTimeText(text), cut: 0 };
  const shown = (type === 'dynamic' || type === 'string') && text.length <= longestUnfolded ? unfold(text) : text;
  const lines = shown.slice(0, limit + 1).split('\n');
  const height = lines.length > mostLines ? lines.slice(0, mostLines).join('\n').length : limit;
  const { text: kept, cut } = cutText(shown, Math.min(limit, height));
  return { kind: 'text', text: kept, cut };
}

/** One line for each entry of a JSON object or array; the text as it is where reading it back would not give the same. */
function unfold(text: string): string {
  const json = text.trim();
  if (!/^[[{]/.test(json)) return text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return text;
  }
  // Large numbers, repeated names and unusual escapes do not survive: such text is shown as it came.
  if (JSON.stringify(value) !== withoutSpaces(json)) return text;
  const entries = Array.isArray(value)
    ? value.map(scalarText)
    : Object.entries(value as object).map(([name, inner]) => `${name}: ${scalarText(inner)}`);
  if (entries.length === 0) return text;
  const shown = entries.slice(0, mostEntries);
  const left = entries.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${left.toLocaleString('en')} more`] : [])].join('\n');
}

/** An entry as one line; a text that would be no line or more than one stays as JSON writes it. */
const scalarText = (value: unknown): string =>
  typeof value === 'string' && value.trim() !== '' && !/[\r\n]/.test(value) ? value : JSON.stringify(value);

const withoutSpaces = (json: string): string => json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
