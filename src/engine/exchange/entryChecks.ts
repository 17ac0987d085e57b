import type { Entry } from 'yauzl';
import { nameProblem } from './entryNames.ts';

/** How many files a bundle can have. */
const mostEntries = 50_000;
/** A file of more than this many bytes is refused when it unpacks to more than `mostTimes` of its packed length. */
const harmlessBytes = 64_000_000;
const mostTimes = 200;

/** Why an archive of so many entries is refused. */
export const entryTooMany = (count: number): string | undefined =>
  count > mostEntries ? `it has ${count} files, and a portable case has at most ${mostEntries}` : undefined;

/** Why an entry is refused by what the archive's directory says of it; undefined for a plain file that a bundle can have. */
export function entryProblem(entry: Pick<Entry, EntryField>): string | undefined {
  const name = JSON.stringify(entry.fileName.slice(0, 200));
  const wrong = nameProblem(entry.fileName);
  if (wrong) return `the name ${name} in it ${wrong}`;
  // The upper half holds the mode of Unix: type and permissions.
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type === 0o120000) return `${name} in it is a link`;
  if (type !== 0 && type !== 0o100000) return `${name} in it is not a plain file`;
  if ((entry.generalPurposeBitFlag & 1) !== 0) return `${name} in it is encrypted in a way that is not age's`;
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return `${name} in it is packed in an unknown way`;
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > harmlessBytes && uncompressedSize > mostTimes * compressedSize) {
    return `${name} in it would grow from ${compressedSize} to ${uncompressedSize} bytes, as no file of a case does`;
  }
  return undefined;
}

type EntryField =
  | 'fileName'
  | 'externalFileAttributes'
  | 'generalPurposeBitFlag'
  | 'compressionMethod'
  | 'uncompressedSize'
  | 'compressedSize';

/** Why entries are refused that share their bytes: a small archive could unpack to any length. */
export function overlapProblem(
  entries: readonly Pick<Entry, 'compressedSize' | 'relativeOffsetOfLocalHeader'>[],
  fileSize: number,
): string | undefined {
  const offsets = entries.map(({ relativeOffsetOfLocalHeader }) => relativeOffsetOfLocalHeader).sort((a, b) => a - b);
  const packed = new Map(entries.map((each) => [each.relativeOffsetOfLocalHeader, each.compressedSize]));
  for (const [at, offset] of offsets.entries()) {
    const next = offsets[at + 1] ?? fileSize;
    // A local header has at least 30 bytes.
    if (offset + 30 + (packed.get(offset) ?? 0) > next) return 'two files in it share their bytes';
  }
  return undefined;
}
