import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import type { TableFile } from './tableFile.ts';

const headLength = 64 * 1024;

/** The first bytes of a file, decompressed; of a damaged gz what can be had. */
export async function headOf(file: Pick<TableFile, 'path' | 'gzip'>): Promise<Buffer> {
  const handle = await open(file.path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    const head = buffer.subarray(0, bytesRead);
    return file.gzip ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, headLength) : head;
  } finally {
    await handle.close();
  }
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

const replacement = '\ufffd';
const notText = 'bytes that are no UTF-8 are read as U+FFFD';

/** What went wrong while a file was read, told once at its end; the text before it has been handed over. */
export interface TextEnd {
  damage: string | undefined;
}

/**
 * The text of a file in pieces, decompressed and without its byte-order mark; bytes that are no text become U+FFFD. A gz that
 * breaks off ends the text there and leaves the reason in `end`; any other failure to read is thrown.
 */
export async function* textOf(
  file: Pick<TableFile, 'path' | 'gzip'>,
  encoding: Encoding,
  end: TextEnd,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const stored = createReadStream(file.path, { highWaterMark: 1 << 20, signal });
  const bytes = file.gzip ? stored.pipe(createGunzip({ chunkSize: 1 << 18 })) : stored;
  stored.on('error', (error) => bytes.destroy(error));
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      if (text.includes(replacement) && !(chunk as Buffer).includes(replacement)) end.damage = notText;
      yield text;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!isGzipDamage(error)) throw error;
    end.damage = damaged(error);
  } finally {
    stored.destroy();
  }
  yield decoder.decode();
}

/**
 * Decompresses a file to another and checks it, which the database does not; hands back what is wrong with it where it is damaged.
 * What could be decompressed is then in the target.
 */
export async function unpack(
  file: Pick<TableFile, 'path'>,
  target: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const stored = createReadStream(file.path, { highWaterMark: 1 << 20, signal });
  const bytes = stored.pipe(createGunzip({ chunkSize: 1 << 18 }));
  stored.on('error', (error) => bytes.destroy(error));
  const output = await open(target, 'w');
  try {
    for await (const chunk of bytes) await output.writeFile(chunk as Buffer);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (!isGzipDamage(error)) throw error;
    return damaged(error);
  } finally {
    stored.destroy();
    await output.close();
  }
}

const damaged = (error: Error) => `the compressed data are damaged: ${error.message}`;
const isGzipDamage = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
