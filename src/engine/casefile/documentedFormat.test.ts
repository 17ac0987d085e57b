import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { verifyCaseFile } from '../../../docs/formats/verify-case.mjs';
import { migrations } from './migrations/migrations.ts';
import { testFolder, wholeCase } from './testCase.ts';
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
    const file = await wholeCase(path);
    const { head } = file.view().custody;
    file.close();
    const lines = byHand(path, 'whole');
    expect(lines.filter((line) => line.startsWith('DIFFERENT'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('ok')).length).toBe(91);
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
      'DIFFERENT note 1 1, as the next names it',
      'DIFFERENT note 1 2',
    ]);
    expect(verifyCase(changed).problems.filter((problem) => !problem.startsWith('schema'))).toEqual([
      'custody event 3: does not match its own hash',
      'note 1, revision 1: does not match the hash in its custody event',
      'note 1, revision 2: does not match the hash in its custody event',
      'note 1, revision 1: does not match the hash in its custody event',
      'deletion of note 1: hides something else than its custody event says',
      'exhibit 1: stored rows do not match their SHA-256',
      'answer to users-1, revision 2: exhibit 1, row 1: is not the row that was cited',
      'finding 1, revision 1: exhibit 1, row 1: is not the row that was cited',
      'finding 1, revision 2: exhibit 1, row 1: is not the row that was cited',
      'finding 1, revision 3: exhibit 1, row 1: is not the row that was cited',
    ]);
  },
);

const formatOne = fileURLToPath(new URL('../../../test/fixtures/casefile/v1.casefile', import.meta.url));

test.skipIf(!tools)('the commands verify a case of format 1 that a released version wrote', { timeout: 60_000 }, () => {
  const path = place.at('v1.casefile');
  copyFileSync(formatOne, path);
  const lines = byHand(path, 'one');
  expect(lines.filter((line) => line.startsWith('DIFFERENT'))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('ok')).length).toBe(38);
});

test('the verifier of docs/formats finds nothing in whole cases of both formats, and runs by itself', async () => {
  const path = place.at('whole.casefile');
  const file = await wholeCase(path);
  const { head } = file.view().custody;
  file.close();
  expect(verifyCaseFile(path)).toEqual({ ok: true, problems: [], head });
  const old = place.at('v1-again.casefile');
  copyFileSync(formatOne, old);
  expect(verifyCaseFile(old)).toEqual({ ok: true, problems: [], head: verifyCase(old).custodyHead });
  const script = fileURLToPath(new URL('../../../docs/formats/verify-case.mjs', import.meta.url));
  const ran = (...options: string[]) => spawnSync(process.execPath, [script, ...options], { encoding: 'utf8' });
  expect(ran(path)).toMatchObject({ status: 0, stdout: `ok, head ${head}\n` });
  expect(ran(script)).toMatchObject({ status: 2, stderr: `${script}: file is not a database\n` });
  expect(ran().stderr).toBe('usage: node verify-case.mjs CASE [--json]\n');
});

test('the statements of docs/formats are those that make the tables', () => {
  const objects = (sql: readonly string[]) => {
    const db = new Database(':memory:');
    for (const statements of sql) db.exec(statements);
    const found = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all();
    db.close();
    return found;
  };
  const documented = migrations.map(({ version }) =>
    readFileSync(new URL(`../../../docs/formats/case-file-${version}.sql`, import.meta.url), 'utf8'),
  );
  expect(objects(documented)).toEqual(objects(migrations.map(({ sql }) => sql)));
});
