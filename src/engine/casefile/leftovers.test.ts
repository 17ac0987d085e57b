import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import { recoverCase } from './recover.ts';
import { testFacts, testFolder, wholeCase } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

let place: ReturnType<typeof testFolder>;
beforeEach(() => {
  place = testFolder();
});
afterEach(() => place.remove());

test('a journal that a killed process left is rolled back, by opening as by verifying', async () => {
  const made = await wholeCase(place.at('source.casefile'));
  const { head } = made.view().custody;
  made.close();
  for (const how of ['open', 'verify'] as const) {
    const path = place.at(`${how}.casefile`);
    const db = new Database(made.path);
    db.pragma('cache_size = 1');
    db.exec('BEGIN; CREATE TABLE filler (a TEXT)');
    const insert = db.prepare('INSERT INTO filler VALUES (?)');
    for (let row = 0; row < 100; row += 1) insert.run('x'.repeat(3000));
    copyFileSync(made.path, path);
    copyFileSync(`${made.path}-journal`, `${path}-journal`);
    db.exec('ROLLBACK');
    db.close();
    expect(readFileSync(path).length).toBeGreaterThan(readFileSync(made.path).length);
    if (how === 'open') {
      const registry = createCaseRegistry('0.1.0');
      expect(registry.open(path).view().custody.head).toBe(head);
      registry.closeAll();
    }
    expect(verifyCase(path)).toMatchObject({ ok: true, problems: [], custodyHead: head });
    expect(readdirSync(place.folder).filter((name) => name.startsWith(how))).toEqual([`${how}.casefile`]);
  }
});

test('the log or the journal of another database is named, and neither it nor the case is touched', async () => {
  const path = place.at('a.casefile');
  const file = await wholeCase(path);
  file.close();
  const before = readFileSync(path);
  const other = createCaseRegistry('0.1.0').create(place.at('other.casefile'), testFacts);
  other.addNote('in its log');
  const log = readFileSync(place.at('other.casefile-wal'));
  other.close();
  for (const [suffix, bytes] of [
    ['-wal', log],
    ['-journal', foreignJournal()],
  ] as const) {
    writeFileSync(path + suffix, bytes);
    const refusal =
      /beside the case is not its own, or is damaged, .* move it away and open the case again.*Nothing was touched/;
    expect(() => createCaseRegistry('0.1.0').open(path), suffix).toThrow(refusal);
    expect(verifyCase(path).problems, suffix).toEqual([expect.stringMatching(refusal)]);
    expect(readFileSync(path).equals(before), suffix).toBe(true);
    expect(readFileSync(path + suffix).equals(bytes), suffix).toBe(true);
    const { lost, path: recovered } = recoverCase(path, place.at(`recovered${suffix}.casefile`), '0.1.0');
    expect(lost).toEqual([`${suffix} beside the file: not of this case, or damaged; left out`]);
    expect(verifyCase(recovered).ok).toBe(true);
    writeFileSync(path + suffix, '');
  }
  expect(verifyCase(path)).toMatchObject({ ok: true, problems: [] });
});

function foreignJournal(): Buffer {
  const db = new Database(place.at('foreign.sqlite'));
  db.pragma('cache_size = 1');
  db.exec('CREATE TABLE x (a)');
  const insert = db.prepare('INSERT INTO x VALUES (?)');
  for (let row = 0; row < 30; row += 1) insert.run('x'.repeat(3000));
  db.exec("BEGIN; UPDATE x SET a = replace(a, 'x', 'y')");
  const journal = readFileSync(place.at('foreign.sqlite-journal'));
  db.exec('ROLLBACK');
  db.close();
  return journal;
}
