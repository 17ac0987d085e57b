import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { fullCase, testFolder } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
afterAll(() => place.remove());

const page = readFileSync(new URL('../../../docs/formats/case-file.md', import.meta.url), 'utf8');
const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join('\n');
const tools = ['sqlite3', 'gzip', 'sha256sum', 'sh'].every(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
);

/** What the page's own commands print about a case. */
function byHand(path: string, folder: string): string[] {
  mkdirSync(place.at(folder));
  const output = execFileSync('sh', ['-c', commands], { cwd: place.at(folder), env: { ...process.env, CASE: path } });
  return output.toString('utf8').split('\n');
}

test.skipIf(!tools)(
  'the commands of docs/formats verify a case, and find what verify finds',
  { timeout: 60_000 },
  async () => {
    const path = place.at('a.casefile');
    const file = await fullCase(path);
    const { head } = file.view().custody;
    file.close();
    const lines = byHand(path, 'whole');
    expect(lines.filter((line) => line.startsWith('DIFFERENT'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('ok')).length).toBe(38);
    expect(lines).toContain(`head ${head}`);

    const changed = place.at('changed.casefile');
    copyFileSync(path, changed);
    const db = new Database(changed);
    for (const name of ['r1_no_update', 'note_revisions_no_update', 'custody_events_no_update'])
      db.exec(`DROP TRIGGER ${name}`);
    db.exec(
      "UPDATE r1 SET c3 = 0.25 WHERE n = 1; UPDATE note_revisions SET text = 'x'; UPDATE custody_events SET actor = 'x' WHERE sequence = 3",
    );
    db.close();
    expect(byHand(changed, 'changed').filter((line) => line.startsWith('DIFFERENT'))).toEqual([
      'DIFFERENT custody event 3',
      'DIFFERENT exhibit 1 rows',
      'DIFFERENT note 1 1',
      'DIFFERENT note 1 2',
    ]);
    expect(verifyCase(changed).problems.filter((problem) => !problem.startsWith('schema'))).toEqual([
      'custody event 3: does not match its own hash',
      'note 1, revision 1: does not match the hash in its custody event',
      'note 1, revision 2: does not match the hash in its custody event',
      'exhibit 1: stored rows do not match their SHA-256',
      'answer to users-1, revision 2: exhibit 1, row 1: is not the row that was cited',
    ]);
  },
);
