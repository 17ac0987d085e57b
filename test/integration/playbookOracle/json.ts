import { instant } from './instants.ts';
import { Undecided } from './undecided.ts';

/** parse_json(): a text that is no JSON becomes a dynamic that holds the text itself. */
export function parseJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `d.a.b`: null where a part is missing or the value is no object. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || Array.isArray(here) || !Object.hasOwn(here, name)) return null;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}

/** tostring() of a dynamic: text without quotes, JSON for objects and arrays, the empty text for null. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Undecided(`tostring(${value})`);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** tolong() of a dynamic or a text: whole numbers; null where it is no number. */
export function toLong(value: unknown): bigint | null {
  if (value === null || value === undefined || typeof value === 'object') return null;
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (typeof value === 'boolean') throw new Undecided(`tolong(${value})`);
  const text = String(value);
  if (/^[+-]?\d+$/.test(text)) return BigInt(text);
  if (/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$|^0[xX]/.test(text)) throw new Undecided(`tolong("${text}")`);
  return null;
}

/** toint(): as toLong, within 32 bits. */
export function toInt(value: unknown): bigint | null {
  const long = toLong(value);
  if (long !== null && BigInt.asIntN(32, long) !== long) throw new Undecided(`toint(${long})`);
  return long;
}

/** tobool() of a dynamic: `true` and `false` as JSON or as text in any case, numbers by being other than 0. */
export function toBool(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const text = toText(value).toLowerCase();
  if (/^[+-]?\d/.test(text)) throw new Undecided(`tobool("${text}")`);
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** todatetime() of a dynamic. */
export function toInstant(value: unknown): bigint | null {
  if (typeof value === 'number') throw new Undecided(`todatetime(${value})`);
  return instant(toText(value));
}

/** extractjson("$.name", text): null where the text is no JSON or has no such property. */
export function extracted(text: string, name: string): unknown {
  const value = parseJson(text);
  return typeof value === 'string' ? null : at(value, name);
}
