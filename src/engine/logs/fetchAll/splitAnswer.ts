import { z } from 'zod';

/** An answer of the query API taken apart at the rows of its first table; the three parts, joined, are its bytes again. */
export interface SplitAnswer {
  /** Up to and with the bracket that opens the rows. */
  readonly head: Uint8Array;
  /** The rows as they stand, without the brackets around them. */
  readonly rows: Uint8Array;
  readonly rowCount: number;
  /** From the bracket that closes the rows. */
  readonly tail: Uint8Array;
  readonly envelope: z.infer<typeof envelope>;
}

const envelope = z.looseObject({
  tables: z.array(z.looseObject({ name: z.string().optional(), columns: z.unknown() })).length(1),
  error: z.unknown().optional(),
  permissions: z.unknown().optional(),
});

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace, colon] = [...'"\\[]{}:'].map((each) =>
  each.charCodeAt(0),
);

/** Takes an answer apart without reading its values; undefined where it is not one table of rows. */
export function splitAnswer(body: Uint8Array): SplitAnswer | undefined {
  const found = findRows(body);
  if (!found) return undefined;
  const { start, end, rowCount } = found;
  const [head, rows, tail] = [body.subarray(0, start), body.subarray(start, end), body.subarray(end)];
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat([head, tail])));
    const parsed = envelope.safeParse(json);
    return parsed.success ? { head, rows, rowCount, tail, envelope: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}

/** Where the array `tables[…].rows` begins and ends, and how many rows it holds; a walk over the brackets outside texts. */
function findRows(body: Uint8Array): { start: number; end: number; rowCount: number } | undefined {
  const keys: string[] = [];
  let depth = 0;
  let start = -1;
  let rowCount = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === quote) {
      const end = endOfText(body, at);
      if (start < 0 && depth <= 3 && nextByte(body, end + 1) === colon) keys[depth] = asText(body, at, end);
      at = end;
    } else if (byte === openBracket || byte === openBrace) {
      depth += 1;
      if (start >= 0 && depth === 5) rowCount += 1;
      if (start < 0 && depth === 4 && byte === openBracket && keys[1] === 'tables' && keys[3] === 'rows')
        start = at + 1;
    } else if (byte === closeBracket || byte === closeBrace) {
      if (start >= 0 && depth === 4) return { start, end: at, rowCount };
      depth -= 1;
    }
  }
  return undefined;
}

/** The place of the quote that ends a text. */
function endOfText(body: Uint8Array, start: number): number {
  for (let at = body.indexOf(quote ?? 0, start + 1); at >= 0; at = body.indexOf(quote ?? 0, at + 1)) {
    let slashes = 0;
    while (body[at - 1 - slashes] === backslash) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return body.length;
}

function nextByte(body: Uint8Array, from: number): number | undefined {
  let at = from;
  while (at < body.length && (body[at] ?? 0) <= 0x20) at += 1;
  return body[at];
}

const asText = (body: Uint8Array, start: number, end: number): string =>
  end - start > 40 ? '' : new TextDecoder().decode(body.subarray(start + 1, end));
