import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { content, type MakeHostile, patched } from './testHostile.ts';

/** Runs one of the system's own programs. */
function system(program: string, ...options: string[]): void {
  execFileSync(program, options, { stdio: 'ignore' });
}

/** What is no database at all. */
export const notDatabases: Record<string, MakeHostile> = {
  'an empty file': content(''),
  'one byte': content('S'),
  'the magic alone': content('SQLite format 3\0'),
  'the magic and zeros': content(Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(100_000)])),
  'the magic and noise': content(
    Buffer.concat([
      Buffer.from('SQLite format 3\0'),
      Buffer.from(Array.from({ length: 90_000 }, (_, n) => (n * 7919) % 251)),
    ]),
  ),
  'a picture': content(Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), Buffer.alloc(9000)])),
  'a page of HTML': content('<html><script>alert(1)</script></html>'.repeat(500)),
  'text in UTF-16': content(Buffer.from('\ufeffcase'.repeat(5000), 'utf16le')),
  'a gzip bomb': content(gzipSync(Buffer.alloc(100_000_000))),
  'a zip bomb': content(Buffer.concat([Buffer.from('PK\x03\x04'), gzipSync(Buffer.alloc(50_000_000))])),
  '300 megabytes of nothing': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 300_000_000);
  },
  'a case and 300 megabytes of nothing': (path, good) => {
    copyFileSync(good, path);
    truncateSync(path, 300_000_000);
  },
  'a folder': (path) => mkdirSync(path),
  'a link to nowhere': (path) => symlinkSync(`${path}.gone`, path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to a device without end': (path) => symlinkSync('/dev/zero', path),
  'a pipe that nobody fills': (path) => {
    system('mkfifo', path);
  },
};

/** A good case with a changed head. */
export const headers: Record<string, MakeHostile> = {};
const headerChanges: readonly (readonly [string, number, readonly number[]])[] = [
  ['page size 0', 16, [0, 0]],
  ['page size 1 (65536)', 16, [0, 1]],
  ['page size 512', 16, [2, 0]],
  ['page size 3', 16, [0, 3]],
  ['page size 32768', 16, [128, 0]],
  ['write version 9', 18, [9]],
  ['read version 9', 19, [9]],
  ['both in WAL mode', 18, [2, 2]],
  ['255 reserved bytes', 20, [255]],
  ['other payload fractions', 21, [1, 1, 1]],
  ['2^32 - 1 pages', 28, [255, 255, 255, 255]],
  ['no pages', 28, [0, 0, 0, 0]],
  ['a list of free pages beyond the end', 32, [127, 255, 255, 255, 0, 0, 255, 255]],
  ['a list of free pages at the root', 32, [0, 0, 0, 1, 0, 0, 0, 5]],
  ['schema format 0', 44, [0, 0, 0, 0]],
  ['schema format 9', 44, [0, 0, 0, 9]],
  ['a cache of 2^31 pages', 48, [127, 255, 255, 255]],
  ['vacuum mode', 52, [0, 0, 0, 9]],
  ['text in UTF-16le', 56, [0, 0, 0, 2]],
  ['text in UTF-16be', 56, [0, 0, 0, 3]],
  ['text in encoding 9', 56, [0, 0, 0, 9]],
  ['format -1', 60, [255, 255, 255, 255]],
  ['format 0', 60, [0, 0, 0, 0]],
  ['format 3', 60, [0, 0, 0, 3]],
  ['format 1 with the tables of 2', 60, [0, 0, 0, 1]],
  ['format 2^31 - 1', 60, [127, 255, 255, 255]],
  ['another program’s id', 68, [0, 0, 0, 0]],
  ['a negative id', 68, [255, 255, 255, 255]],
  ['the root page as an index', 100, [10]],
  ['the root page with 65535 cells', 103, [255, 255]],
  ['the root page pointing at itself', 108, [0, 0, 0, 1]],
  ['the root page pointing beyond the end', 108, [127, 255, 255, 255]],
];
for (const [name, at, bytes] of headerChanges) headers[`a header with ${name}`] = patched(at, bytes);
