import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { textOf, unpack } from './fileText.ts';

let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

it('stops unpacking data that were made to fill a disk, and says so', async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-packed-'));
  const path = join(folder, 'SecurityAlert.ndjson.gz');
  const zeros = Buffer.alloc(1 << 20);
  await pipeline(
    Readable.from(Array.from({ length: 400 }, () => zeros)),
    createGzip({ level: 9 }),
    createWriteStream(path),
  );
  const { signal } = new AbortController();
  const reason = /unpack to more than 250 times their size.*unpack the file yourself/;
  expect(await unpack({ path }, join(folder, 'target'), signal)).toMatch(reason);
  const end = { damage: undefined };
  let length = 0;
  for await (const piece of textOf({ path, gzip: true }, 'utf-8', end, signal)) length += piece.length;
  expect(end.damage).toMatch(reason);
  expect(length).toBeLessThan(300 * 2 ** 20);
});
