import { type Encoding, encodingOf, headOf } from './fileText.ts';
import type { Format, TableFile } from './tableFile.ts';

/** What a file turned out to be. */
export type Sniffed =
  | { readonly kind: 'rows'; readonly format: Format; readonly encoding: Encoding; readonly head: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Looks at the first bytes of a file; never throws for what it finds there. */
export async function sniff(file: TableFile): Promise<Sniffed> {
  let head: Buffer;
  try {
    head = await headOf(file);
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
  if (file.format === 'parquet') return sniffParquet(head);
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head);
  if (text.trim() === '') return { kind: 'empty' };
  if (encoding === 'utf-8' && text.startsWith('PAR1'))
    return { kind: 'unreadable', reason: 'a Parquet file under another name' };
  if (encoding === 'utf-8' && head.subarray(0, 200).filter((byte) => byte === 0).length > 20) {
    return { kind: 'unreadable', reason: 'neither UTF-8 nor UTF-16 with a byte-order mark' };
  }
  if (file.format === 'csv') return { kind: 'rows', format: 'csv', encoding, head: text };
  return sniffJson(file, text, encoding);
}

function sniffParquet(head: Buffer): Sniffed {
  if (head.length === 0) return { kind: 'empty' };
  return head.subarray(0, 4).toString('latin1') === 'PAR1'
    ? { kind: 'rows', format: 'parquet', encoding: 'utf-8', head: '' }
    : { kind: 'unreadable', reason: 'not a Parquet file' };
}

function sniffJson(file: TableFile, text: string, encoding: Encoding): Sniffed {
  const start = text.trimStart();
  if (start.startsWith('[')) return { kind: 'rows', format: 'array', encoding, head: text };
  const firstLine = (/^[^\r\n]*/.exec(start)?.[0] ?? '').trimEnd();
  // A line that ends where an object goes on is the first of a single object laid out for people, such as a settings file.
  if (file.format === 'json' && /^\{$|[{[,]$/.test(firstLine)) {
    return {
      kind: 'unreadable',
      reason: 'one JSON object over several lines, not rows: write one object per line, or an array',
    };
  }
  if (file.format === 'json' && !start.startsWith('{'))
    return { kind: 'unreadable', reason: 'neither JSON objects nor an array of them' };
  return { kind: 'rows', format: 'lines', encoding, head: text };
}
