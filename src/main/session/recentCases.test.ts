import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recentCasesIn } from './recentCases.ts';

const at = '2026-11-24T08:00:00.000Z';
const now = () => new Date(at);
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-recent-'));
  path = join(folder, 'recent-cases.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the newest case comes first, each once, and the list is kept for the next start', async () => {
  const cases = recentCasesIn(path, now);
  await Promise.all([cases.remember('/a', 'A'), cases.remember('/b', 'B'), cases.remember('/a', 'A again')]);
  await cases.remember('/c', 'C');
  await cases.forget('/b');
  expect(await recentCasesIn(path, now).list()).toEqual([
    { path: '/c', title: 'C', openedAt: at },
    { path: '/a', title: 'A again', openedAt: at },
  ]);
  expect(await readdir(folder)).toEqual(['recent-cases.json']);
});

test('the list is bounded', async () => {
  const cases = recentCasesIn(path, now);
  for (let number = 1; number <= 25; number += 1) await cases.remember(`/${number}`, `Case ${number}`);
  const list = await cases.list();
  expect(list).toHaveLength(20);
  expect(list[0]?.path).toBe('/25');
});

test.each([
  ['no JSON', '{"version":1,"cases":['],
  ['another shape', '{"version":1,"cases":[{"path":5}]}'],
  ['empty', ''],
])('a damaged file (%s) is set aside, never deleted', async (_name, text) => {
  await writeFile(path, text);
  const cases = recentCasesIn(path, now);
  expect(await cases.list()).toEqual([]);
  await cases.remember('/a', 'A');
  const aside = (await readdir(folder)).find((name) => name.startsWith('recent-cases.json.damaged-'));
  expect(await readFile(join(folder, aside ?? 'none'), 'utf8')).toBe(text);
  expect(await cases.list()).toHaveLength(1);
});

test('a folder in the file’s place is set aside too', async () => {
  await mkdir(path);
  const cases = recentCasesIn(path, now);
  await cases.remember('/a', 'A');
  expect(await cases.list()).toHaveLength(1);
});

test('a place that cannot be written to is said, and reading goes on', async () => {
  await writeFile(join(folder, 'file'), '');
  const cases = recentCasesIn(join(folder, 'file', 'recent-cases.json'), now);
  expect(await cases.list()).toEqual([]);
  await expect(cases.remember('/a', 'A')).rejects.toMatchObject({ code: 'notWritable' });
  expect(await cases.list()).toEqual([]);
});
