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

/**
 * Parses JSON; a number that a double would change, one written in another way than JavaScript writes it, and an integer beyond
 * 2^53, of which a double cannot tell whether it was changed, come back as RawNumber.
 */
export const parseExactly = (text: string): unknown =>
  parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && !isCertain(value, source) ? rawJSON(source) : value,
  );

const isCertain = (value: number, source: string) =>
  String(value) === source && (Number.isSafeInteger(value) || !Number.isInteger(value));
