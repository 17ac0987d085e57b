import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casebook } from '../support/commandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-search-command-'));
const at = (name: string) => join(folder, name);
const path = at('cases/pump.casefile');
// The cache of whoever runs the tests stays as it is: each platform takes its folder from one of these.
const environment = { XDG_CACHE_HOME: at('cache'), LOCALAPPDATA: at('cache'), HOME: at('home') };
const run = (...parameters: string[]) => casebook(parameters, { environment });

beforeAll(async () => {
  mkdirSync(at('cases/older'), { recursive: true });
  for (const parameters of [
    ['sample', at('sample'), '--events', '5000'],
    ['investigate', '--source', at('sample'), '--device', 'pump-07', '--hub', 'plant', '--out', path],
    ['note', path, 'Called the owner of 203.0.113.9: <Ärger>.'],
  ]) {
    const { code, stderr } = await run(...parameters);
    expect(code, stderr).toBe(0);
  }
  copyFileSync(path, at('cases/older/copy.casefile'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('search', () => {
  test('names the case, each place and its text, and changes no case', async () => {
    const before = readFileSync(path);
    const { code, stdout, stderr } = await run('search', '203.0.113.9', '--case', path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [head, , , ...lines] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^pump-07 on plant {2}.*pump\.casefile {2}(at least )?\d+ places$/);
    expect(lines[0]).toMatch(/^ +Note 1 +text +Called the owner of 203\.0\.113\.9/);
    expect(stdout).toMatch(/^ +E\d+:\d+ +\w+ +.*203\.0\.113\.9/m);
    expect(lines.at(-1)).toMatch(/places in 1 case of 1 searched\.$/);
    expect(readFileSync(path)).toEqual(before);
    expect(existsSync(at('home/.cache'))).toBe(false);
  });

  test('finds in any letter case over a folder and below, as JSON', async () => {
    const { code, stdout } = await run('search', '<äRGER', '--folder', at('cases'), '--json');
    expect(code).toBe(0);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ total: 2, totalIsExact: true, searched: 2, unreadable: [] });
    expect(found.cases.map((each: { path: string }) => each.path)).toEqual([at('cases/older/copy.casefile'), path]);
    expect(found.cases[1].groups[0].hits[0]).toMatchObject({ kind: 'note', id: '1', field: 'text' });
  });

  test('ends with 1 where nothing is found', async () => {
    const { code, stdout } = await run('search', 'in no case at all', path);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '0 places in 0 cases of 1 searched.\n' });
  });

  test('tells of a case that cannot be searched, and searches the others', async () => {
    writeFileSync(at('foreign.casefile'), 'no case at all');
    const { code, stdout, stderr } = await run('search', '<Ärger>', path, at('foreign.casefile'), at('gone.casefile'));
    expect(code).toBe(2);
    expect(stdout).toContain('1 place in 1 case of 1 searched.');
    const [foreign, gone] = stderr.trimEnd().split('\n');
    expect(foreign).toMatch(/Not searched: .*foreign\.casefile is not a Casebook case file/);
    expect(gone).toMatch(/Not searched: There is no case file.*gone\.casefile/);
  });

  test.each([
    ['no case', ['search', 'text'], /No case is named/],
    ['no text', ['search', '  ', '--case', path], /a search needs a text to find/],
    ['a folder that is not there', ['search', 'text', '--folder', at('nowhere')], /nowhere/],
  ])('refuses %s in one line', async (_, parameters, why) => {
    const { code, stdout, stderr } = await run(...parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(why);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
