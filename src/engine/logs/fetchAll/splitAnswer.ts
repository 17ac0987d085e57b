import { z } from 'zod';
import { answerForm } from '../../casefile/answer/answerForm.ts';

/** An answer taken apart at the rows of its one or primary table; the three parts, joined, are its bytes again. */
export interface SplitAnswer {
  /** Up to and with the bracket that opens the rows. */
  readonly head: Uint8Array;
  /** The rows as they stand, without the brackets around them. */
  readonly rows: Uint8Array;
  readonly rowCount: number;
  /** From the end of the rows: the bracket that closes them, or before it what is no row. */
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

/** Where the array of rows stands in each of the two forms of an answer: how deep, and under which keys. */
interface Form {
  readonly depth: number;
  isRows(keys: readonly string[], kind: string): boolean;
}
const ofTables: Form = { depth: 4, isRows: (keys) => keys[1] === 'tables' && keys[3] === 'rows' };
/** The frames of Azure Data Explorer, each of which tells its kind before its rows. */
const ofFrames: Form = { depth: 3, isRows: (keys, kind) => keys[2] === 'Rows' && kind === 'PrimaryResult' };

/** Takes an answer apart without reading its values; undefined where it is not one table of rows. */
export function splitAnswer(body: Uint8Array): SplitAnswer | undefined {
  const isFrames = firstByte(body) === openBracket;
  const found = findRows(body, isFrames ? ofFrames : ofTables);
  if (!found) return undefined;
  const { start, end, rowCount } = found;
  const [head, rows, tail] = [body.subarray(0, start), body.subarray(start, end), body.subarray(end)];
  try {
    const around = [head, tail].map((part) => new TextDecoder('utf-8', { fatal: true }).decode(part));
    const json: unknown = JSON.parse(around.join('').replace(/\[\s*,(?=\s*\{"OneApiErrors")/, '['));
    const parsed = envelope.safeParse(isFrames ? enveloped(json) : json);
    return parsed.success ? { head, rows, rowCount, tail, envelope: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}

function enveloped(json: unknown): unknown {
  const form = answerForm(json);
  return form && { tables: [{ name: 'PrimaryResult', columns: form.columns }], error: form.error };
}

/** A byte order mark may stand before it. */
const firstByte = (body: Uint8Array): number | undefined =>
  body.find((byte) => byte > 0x20 && ![0xef, 0xbb, 0xbf].includes(byte));

/**
 * Where the rows begin and end, and how many there are; a walk over the brackets outside texts. They end before an object, which
 * among the rows of a frame is an error.
 */
function findRows(body: Uint8Array, form: Form): { start: number; end: number; rowCount: number } | undefined {
  const keys: string[] = [];
  let kind = '';
  let depth = 0;
  let start = -1;
  let end = -1;
  let rowCount = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === quote) {
      const close = endOfText(body, at);
      if (start < 0 && depth <= 3) {
        if (nextByte(body, close + 1) === colon) keys[depth] = asText(body, at, close);
        else if (depth === 2 && keys[2] === 'TableKind') kind = asText(body, at, close);
      }
      at = close;
    } else if (byte === openBracket || byte === openBrace) {
      if (start >= 0 && depth === form.depth) {
        if (byte === openBrace) return { start, end, rowCount };
        rowCount += 1;
      }
      depth += 1;
      if (start < 0 && depth === form.depth && byte === openBracket && form.isRows(keys, kind)) {
        start = at + 1;
        end = start;
      }
    } else if (byte === closeBracket || byte === closeBrace) {
      if (start >= 0 && depth === form.depth) return { start, end: at, rowCount };
      depth -= 1;
      if (start >= 0 && depth === form.depth) end = at + 1;
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
