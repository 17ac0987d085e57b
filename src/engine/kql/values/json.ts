/** A number whose text must be kept: a long beyond 2^53, or a real without a fraction (`5.0`). */
export interface ExactNumber {
  readonly rawJSON: string;
}
/** A dynamic value in JavaScript. */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | { readonly [key: string]: Json };

// Node has had these since version 22; TypeScript's library does not declare them yet.
const native: {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): value is ExactNumber;
} = JSON as never;

/** Whether a dynamic value is a number that carries its own text. */
export const isExact = (value: unknown): value is ExactNumber => native.isRawJSON(value);

/** A real as JSON keeps it: shortest text, with a fraction, so that it stays a real. */
export const realText = (value: number): string => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '"NaN"' : value > 0 ? '"Infinity"' : '"-Infinity"';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};
export const realJson = (value: number): Json =>
  Number.isFinite(value) && Number.isInteger(value)
    ? native.rawJSON(realText(value))
    : Number.isFinite(value)
      ? value
      : null;
export const longJson = (value: bigint): Json => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : native.rawJSON(String(value));
};

const keepNumbers = (_key: string, value: unknown, context: { source?: string }): unknown => {
  if (typeof value !== 'number' || context.source === undefined) return value;
  if (/[.eE]/.test(context.source)) return Number.isInteger(value) ? native.rawJSON(realText(value)) : value;
  return Number.isSafeInteger(value) ? value : native.rawJSON(context.source);
};

/** Reads JSON text, keeping exact numbers; undefined when it is not JSON. */
export const parseJson = (text: string): Json | undefined => {
  try {
    return native.parse(text, keepNumbers) as Json;
  } catch {
    return undefined;
  }
};
export const writeJson = (value: Json): string => JSON.stringify(value);

export const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const isBag = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExact(value);

/** The number of a dynamic number, or undefined. */
export const numberOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' ? value : isExact(value) ? Number(value.rawJSON) : undefined;

/** Whether a dynamic number is a real. */
export const isReal = (value: Json): boolean =>
  typeof value === 'number' ? !Number.isInteger(value) : isExact(value) && /[.e]/i.test(value.rawJSON);

/** A dynamic value as `tostring()` gives it: a string is itself, null is empty, the rest is JSON. */
export const textOfJson = (value: Json | undefined): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : writeJson(value);
