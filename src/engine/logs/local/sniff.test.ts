import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { fileKind } from './fileNames.ts';
import { sniff } from './sniff.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-sniff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function sniffed(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const kind = fileKind(name);
  if (!kind) throw new Error(`${name} is no table file`);
  return sniff({ ...kind, name, path, size: 0, modified: 0 });
}

describe('sniff', () => {
  it.each([
    ['T.json', '[{"a":1}]', 'array', 'utf-8'],
    ['T.json', ' \n {"a":1}\n{"a":2}\n', 'lines', 'utf-8'],
    ['T.ndjson', '\n[\n{"a":1}]', 'array', 'utf-8'],
    ['T.csv', 'a\n', 'csv', 'utf-8'],
    ['T.csv', Buffer.from('\ufeffa\n', 'utf16le'), 'csv', 'utf-16le'],
    ['T.csv', Buffer.from('\ufeffa\n', 'utf16le').swap16(), 'csv', 'utf-16be'],
    ['T.csv.gz', gzipSync('a\n1\n').subarray(0, 15), 'csv', 'utf-8'],
  ])('%s %j holds %s', async (name, content, format, encoding) => {
    expect(await sniffed(name, content)).toMatchObject({ kind: 'rows', format, encoding });
  });

  it.each(['T.csv', 'T.ndjson', 'T.json', 'T.parquet'])('an empty %s is empty', async (name) => {
    expect(await sniffed(name, '')).toEqual({ kind: 'empty' });
  });

  it.each([
    ['T.json', '{\n  "a": 1\n}', /one JSON object over several lines/],
    ['T.json', 'hello', /neither JSON objects nor an array/],
    ['T.csv', 'PAR1\0\0', /Parquet file under another name/],
    ['T.ndjson', Buffer.from('{"a":"some utf-16 text without a mark"}', 'utf16le'), /neither UTF-8 nor UTF-16/],
    ['T.parquet', 'a,b\n', /not a Parquet file/],
    ['T.csv.gz', 'a,b\n', /incorrect header/],
  ])('%s %j cannot be read', async (name, content, reason) => {
    expect(await sniffed(name, content)).toEqual({ kind: 'unreadable', reason: expect.stringMatching(reason) });
  });

  it('says so where the file is gone', async () => {
    const file = {
      name: 'Gone.csv',
      path: join(folder, 'Gone.csv'),
      format: 'csv',
      gzip: false,
      size: 1,
      modified: 1,
    } as const;
    expect(await sniff(file)).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('ENOENT') });
  });
});
