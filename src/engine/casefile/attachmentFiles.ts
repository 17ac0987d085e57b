import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { CasebookError } from '../../shared/result.ts';
import type { NewAttachment } from './caseFile.ts';
import { limits } from './format.ts';
import { sha256Hex } from './sha256.ts';
import { asFileError } from './sqliteErrors.ts';

/** Media types by the ending of a name; any other file is kept as plain bytes. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.eml': 'message/rfc822',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.log': 'text/plain',
  '.md': 'text/markdown',
  '.pcap': 'application/vnd.tcpdump.pcap',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.zip': 'application/zip',
};

/** Reads a file that is to be kept. Throws `fileNotFound`, or `invalidInput` when it is no file or too long. */
export function fileToAttach(given: string, mediaType?: string): Omit<NewAttachment, 'comment'> {
  const path = resolve(given);
  const name = basename(path);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CasebookError('fileNotFound', `${path} cannot be read (${why}).`, { path }, { cause: error });
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new CasebookError('invalidInput', `${path} is not a file.`, { path });
    if (stats.size > limits.attachmentBytes) {
      const message = `${path} has ${stats.size} bytes; an attachment has at most ${limits.attachmentBytes}.`;
      throw new CasebookError('invalidInput', message, { path, bytes: stats.size });
    }
    const known = mediaTypes[extname(name).toLowerCase()] ?? 'application/octet-stream';
    return { name, mediaType: mediaType ?? known, content: readFileSync(descriptor) };
  } finally {
    closeSync(descriptor);
  }
}

/** Writes an attachment's bytes to a new file. Throws `outputExists`, `folderNotFound`, `notWritable` or `diskFull`. */
export function saveAttachment(
  content: Uint8Array,
  given: string,
): { path: string; byteLength: number; sha256: string } {
  const path = resolve(given);
  try {
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    throw asFileError(error, path);
  }
  return { path, byteLength: content.byteLength, sha256: sha256Hex(content) };
}
