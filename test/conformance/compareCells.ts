import type { KqlCell, KqlType } from '../../src/engine/kql/types.ts';
import { parseDatetime } from '../../src/engine/kql/values/datetime.ts';
import { parseTimespan } from '../../src/engine/kql/values/timespan.ts';

const realOf = (text: string): number => {
  const plain = text.replaceAll(',', '').trim();
  if (/^[-+]?(∞|inf(inity)?)$/i.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return /^nan$/i.test(plain) ? Number.NaN : Number(plain);
};

const closeTo = (actual: number, expected: number, tolerance = 1e-12): boolean => {
  if (Object.is(actual, expected) || actual === expected) return true;
  if (Number.isNaN(actual) && Number.isNaN(expected)) return true;
  return Math.abs(actual - expected) <= tolerance * Math.max(Math.abs(actual), Math.abs(expected));
};

const isSet = (column: string): boolean => /^(set|make_set)/.test(column);

const sameJson = (a: unknown, b: unknown, unordered: boolean, tolerance: number): boolean => {
  if (typeof a === 'number' && typeof b === 'number') return closeTo(a, b, tolerance);
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    if (!unordered) return a.every((one, index) => sameJson(one, b[index], unordered, tolerance));
    const left = [...b];
    return a.every((one) => {
      const found = left.findIndex((other) => sameJson(one, other, unordered, tolerance));
      if (found >= 0) left.splice(found, 1);
      return found >= 0;
    });
  }
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
    const keys = Object.keys(x);
    return (
      keys.length === Object.keys(y).length &&
      keys.every((key) => key in y && sameJson(x[key], y[key], unordered, tolerance))
    );
  }
  return a === b;
};

const parsed = (text: string): unknown => {
  for (const candidate of [
    text,
    text.replaceAll("'", '"'),
    text.replace(/([[,]\s*)([A-Za-z_]\w*)(?=\s*[,\]])/g, '$1"$2"'),
  ]) {
    try {
      return JSON.parse(candidate);
    } catch {}
  }
  return undefined;
};

const sameDynamic = (actual: KqlCell, expected: string, unordered: boolean, tolerance: number): boolean => {
  const text = actual === null ? '' : String(actual);
  if (/^\s*[[{]/.test(expected)) return sameJson(parsed(text), parsed(expected), unordered, tolerance);
  const value = parsed(text);
  const plain = typeof value === 'string' ? value : text;
  const unquoted = expected.replace(/^"(.*)"$/s, '$1');
  if (plain.trim() === unquoted.trim()) return true;
  const [a, b] = [Number(plain), Number(unquoted)];
  return plain !== '' && unquoted !== '' && closeTo(a, b);
};

const booleans: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/** Whether an answer's cell is the one that the page prints. */
export const sameCell = (
  actual: KqlCell,
  expected: string,
  column: { readonly name: string; readonly type: KqlType },
  unordered: boolean,
  rounded: boolean,
): boolean => {
  const tolerance = rounded ? 2e-5 : 1e-12;
  const text = expected.trim();
  const isNull = text === '' || text === 'null' || text === '(null)';
  if (column.type === 'string')
    return (
      String(actual ?? '').trim() === text ||
      String(actual ?? '').trim() === text.replace(/^"(.*)"$/s, '$1') ||
      (isNull && actual === '')
    );
  if (isNull) return actual === null || actual === '' || (column.type === 'dynamic' && actual === '""');
  if (actual === null) return false;
  switch (column.type) {
    case 'bool':
      return actual === booleans[text.toLowerCase()];
    case 'int':
    case 'long':
    case 'decimal':
      return String(actual) === text.replaceAll(',', '').replace(/\.0+$/, '');
    case 'real':
      return closeTo(realOf(String(actual)), realOf(text), tolerance);
    case 'datetime':
      return parseDatetime(String(actual)) === parseDatetime(text);
    case 'timespan':
      return parseTimespan(String(actual)) === parseTimespan(text);
    case 'dynamic':
      return sameDynamic(actual, expected.trim(), unordered || isSet(column.name), tolerance);
    default:
      return String(actual).toLowerCase() === text.toLowerCase();
  }
};
