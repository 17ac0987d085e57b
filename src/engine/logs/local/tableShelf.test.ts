import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { scanFolder } from './folderScan.ts';
import { TableShelf } from './tableShelf.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-shelf-'));
const row = (i: number) => `{"n":${i},"text":"${'some text '.repeat(10)}${i}"}\n`;
const rowCount = 150_000;

beforeAll(() => {
  for (const name of ['Big.ndjson', 'Sheet.csv']) writeFileSync(join(folder, name), '');
  const chunk = Array.from({ length: 1000 }, (_, i) => row(i)).join('');
  for (let i = 0; i < rowCount / 1000; i++) writeFileSync(join(folder, 'Big.ndjson'), chunk, { flag: 'a' });
  writeFileSync(join(folder, 'Sheet.csv'), 'a,b\n');
  const cells = '1,"x ""y"" z"\n'.repeat(1000);
  for (let i = 0; i < 100; i++) writeFileSync(join(folder, 'Sheet.csv'), cells, { flag: 'a' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withShelf(use: (shelf: TableShelf, database: Database) => Promise<void>): Promise<void> {
  const scan = await scanFolder(folder);
  const database = await openDatabase([...scan.tables.values()].flat().map(({ path }) => path));
  const shelf = new TableShelf(database, scan);
  try {
    await use(shelf, database);
  } finally {
    await shelf.settled();
    await database.close();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const never = new AbortController().signal;

describe('TableShelf', () => {
  it('reads a table once for two who ask at the same time', () =>
    withShelf(async (shelf) => {
      const [first, second] = await Promise.all([shelf.read('Big', never), shelf.read('Big', never)]);
      expect(second).toBe(first);
      expect(await shelf.read('Big', never)).toBe(first);
    }));

  it('reads on for the second when the first goes', () =>
    withShelf(async (shelf) => {
      const leaving = new AbortController();
      const first = shelf.read('Big', leaving.signal);
      const second = shelf.read('Big', never);
      await pause(20);
      leaving.abort(new Error('gone'));
      await expect(first).rejects.toThrow('gone');
      expect(await second).toMatchObject({ rowCount, badLineCount: 0 });
    }));

  it.each(['Big', 'Sheet'])('stops soon when all have gone, and reads %s anew for the next', (table) =>
    withShelf(async (shelf) => {
      let stopping = 0;
      for (const wait of [0, 5, 60]) {
        const leaving = new AbortController();
        const read = shelf.read(table, leaving.signal).catch((error: unknown) => error);
        await pause(wait);
        const from = performance.now();
        leaving.abort(new Error('gone'));
        expect(await read).toMatchObject({ message: 'gone' });
        await shelf.settled();
        stopping += performance.now() - from;
      }
      const from = performance.now();
      const again = shelf.read(table, new AbortController().signal);
      expect(await again).toMatchObject({ rowCount: table === 'Big' ? rowCount : 100_000 });
      // Three that were read to their end would take three times as long as one; three that are stopped, a tenth of it.
      expect(stopping).toBeLessThan(performance.now() - from);
    }),
  );

  it('starts anew for one who comes while the reading is being stopped', () =>
    withShelf(async (shelf) => {
      const leaving = new AbortController();
      const first = shelf.read('Big', leaving.signal).catch(() => 'left');
      await pause(30);
      leaving.abort();
      const second = shelf.read('Big', never);
      expect(await first).toBe('left');
      expect(await second).toMatchObject({ rowCount });
    }));

  it('leaves no files behind', () =>
    withShelf(async (shelf, database) => {
      await shelf.read('Sheet', never);
      expect(
        readdirSync(database.scratchFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
      ).toEqual([]);
      const parent = join(database.scratchFolder, '..');
      await database.close();
      expect(() => readdirSync(parent)).toThrow('ENOENT');
    }));

  it('tells why a table cannot be read, and tries a failing machine again', async () => {
    const path = join(folder, 'Gone.ndjson');
    writeFileSync(path, '{"a":1}\n');
    await withShelf(async (shelf) => {
      rmSync(path);
      mkdirSync(path);
      expect(await shelf.read('Gone', never)).toMatchObject({
        code: 'tableUnreadable',
        message: expect.stringContaining('EISDIR'),
      });
      await expect(shelf.load(['Gone'], never)).rejects.toMatchObject({ code: 'tableUnreadable' });
    });
    rmSync(path, { recursive: true });
  });

  it('finds the tables that a query may read', () =>
    withShelf(async (shelf) => {
      expect(shelf.namedIn('Big | count')).toEqual(['Big']);
      expect(shelf.namedIn('print 1')).toEqual([]);
      for (const all of ['search "x"', 'find where a == 1', 'union *', 'union withsource=T B*', 'table("B" + "ig")']) {
        expect(shelf.namedIn(all), all).toEqual(['Big', 'Sheet']);
      }
    }));
});
