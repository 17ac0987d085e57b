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

/** How far data may unpack: logs compress to a fiftieth at most, and data made to fill a disk to a thousandth. */
const mostTimes = 250;
const alwaysUnpacked = 256 * 1024 * 1024;

class UnpacksTooFar extends Error {
  override readonly name = 'UnpacksTooFar';
}

/** The bytes of a file, decompressed. Throws where it cannot be read to its end, or unpacks to far more than a log does. */
async function* bytesOf(file: Pick<TableFile, 'path' | 'gzip'>, signal: AbortSignal): AsyncGenerator<Buffer> {
  const stored = createReadStream(file.path, { highWaterMark: 1 << 20, signal });
  const bytes = file.gzip ? stored.pipe(createGunzip({ chunkSize: 1 << 18 })) : stored;
  stored.on('error', (error) => bytes.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of bytes) {
      unpacked += (chunk as Buffer).length;
      if (file.gzip && unpacked > Math.max(alwaysUnpacked, stored.bytesRead * mostTimes)) {
        throw new UnpacksTooFar(
          `they unpack to more than ${mostTimes} times their size, so that the rest is not read; if they are right, unpack the file yourself`,
        );
      }
      yield chunk as Buffer;
    }
  } finally {
    stored.destroy();
    bytes.destroy();
  }
}

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
  try {
    for await (const chunk of bytesOf(file, signal)) {
      const text = decoder.decode(chunk, { stream: true });
      if (text.includes(replacement) && !chunk.includes(replacement)) end.damage = notText;
      yield text;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!isGzipDamage(error)) throw error;
    end.damage = damaged(error);
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
  const output = await open(target, 'w');
  try {
    for await (const chunk of bytesOf({ ...file, gzip: true }, signal)) await output.writeFile(chunk);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (!isGzipDamage(error)) throw error;
    return damaged(error);
  } finally {
    await output.close();
  }
}

const damaged = (error: Error) =>
  error instanceof UnpacksTooFar
    ? `the compressed data may be made to do harm: ${error.message}`
    : `the compressed data are damaged: ${error.message}`;
const isGzipDamage = (error: unknown): error is Error =>
  error instanceof UnpacksTooFar || (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'));
