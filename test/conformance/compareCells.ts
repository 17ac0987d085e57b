import type { KqlCell, KqlType } from '../../src/engine/kql/types.ts';
import { parseDatetime } from '../../src/engine/kql/values/datetime.ts';
import { parseTimespan } from '../../src/engine/kql/values/timespan.ts';

const realOf = (text: string): number => {
  const plain = text.replaceAll(',', '').trim();
  if (/^[-+]?(∞|inf(inity)?)$/i.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return /^nan$/i.test(plain) ? Number.NaN : Number(plain);
};

const closeTo = (actual: number, expected: number): boolean => {
  if (Object.is(actual, expected) || actual === expected) return true;
  if (Number.isNaN(actual) && Number.isNaN(expected)) return true;
  return Math.abs(actual - expected) <= 1e-12 * Math.max(Math.abs(actual), Math.abs(expected));
};

const sameJson = (a: unknown, b: unknown, unordered: boolean): boolean => {
  if (typeof a === 'number' && typeof b === 'number') return closeTo(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    if (!unordered) return a.every((one, index) => sameJson(one, b[index], unordered));
    const left = [...b];
    return a.every((one) => {
      const found = left.findIndex((other) => sameJson(one, other, unordered));
      if (found >= 0) left.splice(found, 1);
      return found >= 0;
    });
  }
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
    const keys = Object.keys(x);
    return (
      keys.length === Object.keys(y).length && keys.every((key) => key in y && sameJson(x[key], y[key], unordered))
    );
  }
  return a === b;
};

/** What the errata of a case say about how its page prints values. */
export interface Print {
  /** Values stand rounded to the digits that are printed. */
  readonly rounded: boolean;
  /** JSON stands with single quotes. */
  readonly singleQuotes: boolean;
  /** The strings inside arrays stand without quotes. */
  readonly bareElements: boolean;
  /** Strings stand with their quotes. */
  readonly quotedStrings: boolean;
}

/** How a page prints, by the errata of its case. */
export const printOf = (errata: readonly string[]): Print => {
  const says = (text: string) => errata.some((one) => one.includes(text));
  return {
    rounded: says('rounded to fewer digits'),
    singleQuotes: says('single quotes'),
    bareElements: says('elements printed without quotes'),
    quotedStrings: says('string printed with its quotes'),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const asPrinted = (text: string, print: Print): string => {
  if (print.singleQuotes) return text.replaceAll("'", '"');
  return print.bareElements ? text.replace(/([[,]\s*)([A-Za-z_]\w*)(?=\s*[,\]])/g, '$1"$2"') : text;
};

const unquoted = (text: string): string => text.replace(/^"(.*)"$/s, '$1');

const sameDynamic = (actual: KqlCell, expected: string, unordered: boolean, print: Print): boolean => {
  const text = actual === null ? '' : String(actual);
  if (/^\s*[[{]/.test(expected)) return sameJson(parsed(text), parsed(asPrinted(expected, print)), unordered);
  const value = parsed(text);
  const plain = typeof value === 'string' ? value : text;
  if (plain.trim() === unquoted(expected).trim()) return true;
  return typeof value === 'number' && expected !== '' && closeTo(value, Number(expected));
};

/** Half a unit of the last digit that is printed. */
const halfUnit = (text: string): number => 0.5 * 10 ** -(/\.(\d+)/.exec(text)?.[1]?.length ?? 0);
const sameReal = (actual: number, text: string, print: Print): boolean =>
  closeTo(actual, realOf(text)) || (print.rounded && Math.abs(actual - realOf(text)) <= halfUnit(text));

const booleans: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/** Whether an answer's cell is the one that the page prints; `unordered` cells are sets. */
export const sameCell = (
  actual: KqlCell,
  expected: string,
  type: KqlType,
  unordered: boolean,
  print: Print,
): boolean => {
  const text = expected.trim();
  if (type === 'string') {
    const shown = String(actual ?? '').trim();
    return shown === text || (print.quotedStrings && shown === unquoted(text)) || (shown === '' && isNullText(text));
  }
  if (isNullText(text)) return actual === null || actual === '' || (type === 'dynamic' && actual === '""');
  if (actual === null) return false;
  switch (type) {
    case 'bool':
      return actual === booleans[text.toLowerCase()];
    case 'int':
    case 'long':
    case 'decimal':
      return String(actual) === text.replaceAll(',', '').replace(/\.0+$/, '');
    case 'real':
      return sameReal(realOf(String(actual)), text, print);
    case 'datetime':
      return parseDatetime(String(actual)) === parseDatetime(text);
    case 'timespan':
      return parseTimespan(String(actual)) === parseTimespan(text);
    case 'dynamic':
      return sameDynamic(actual, text, unordered, print);
    default:
      return String(actual).toLowerCase() === text.toLowerCase();
  }
};
const isNullText = (text: string): boolean => text === '' || text === 'null' || text === '(null)';
