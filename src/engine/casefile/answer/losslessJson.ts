/** A JSON number kept as its source text where a double could not give the text back. */
export interface RawNumber {
  readonly rawJSON: string;
}

/** Parts of the runtime's JSON that the compiler's library does not know yet (ECMAScript, JSON.parse source text access). */
interface SourceTextJson {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
}
const { rawJSON, isRawJSON, parse } = JSON as unknown as SourceTextJson;

export { isRawJSON, rawJSON };

/** Parses JSON; numbers that a double would change come back as RawNumber, and so does every number written otherwise. */
export const parseExactly = (text: string): unknown =>
  parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? rawJSON(source) : value,
  );

/** Parses JSON without loss of integers: the plain parser is exact unless an integer has 16 digits or more. */
export const parseLosslessly = (text: string): unknown => (hasLongNumber(text) ? parseExactly(text) : JSON.parse(text));

/** Whether an integer of 16 digits or more stands outside the strings of a JSON text. */
export function hasLongNumber(text: string): boolean {
  if (!/[[,:]\s*-?\d{16}/.test(text)) return false;
  for (let from = 0; ; ) {
    const quote = text.indexOf('"', from);
    const end = quote < 0 ? text.length : quote;
    if (end - from >= 16 && /(?<![\d.])\d{16}/.test(text.slice(from, end))) return true;
    if (quote < 0) return false;
    from = stringEnd(text, quote + 1);
  }
}

/** The position after the closing quote of the string whose first character is at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
