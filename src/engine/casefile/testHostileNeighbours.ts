import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

import { beside, type MakeHostile } from './testHostile.ts';

/** A good case with something hostile beside it. */
export const neighbours: Record<string, MakeHostile> = {
  'a log of noise': beside('-wal', () => Buffer.alloc(100_000, 7)),
  'an empty log': beside('-wal', () => ''),
  'a log of ten bytes': beside('-wal', () => '0123456789'),
  'a log’s head and no more': beside('-wal', () => Buffer.from('377f0682002de21800001000', 'hex')),
  'a shared memory of noise': beside('-shm', () => Buffer.alloc(32_768, 7)),
  'a journal of noise': beside('-journal', () => Buffer.alloc(100_000, 7)),
  'an empty journal': beside('-journal', () => ''),
  'a journal’s head and no more': beside('-journal', () => Buffer.from('d9d505f920a163d7ffffffff', 'hex')),
  'a claim that is a text': beside('-claim', () => 'mine '.repeat(1000)),
  'a claim that is a case': beside('-claim', (good) => readFileSync(good)),
  'a holder that is a bomb': beside('-holder', () => `{"user":"${'x'.repeat(1_000_000)}"}`),
  'a log that is a folder': (path, good) => {
    copyFileSync(good, path);
    mkdirSync(`${path}-wal`);
  },
  'the log of another file': (path, good) => {
    copyFileSync(good, path);
    const other = new Database(`${path}.other`);
    other.pragma('journal_mode = WAL');
    other.exec('CREATE TABLE x (a); INSERT INTO x VALUES (zeroblob(50000))');
    copyFileSync(`${path}.other-wal`, `${path}-wal`);
    other.close();
  },
  'a log cut off': (path, good) => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE x (a); INSERT INTO x VALUES (zeroblob(50000)); DROP TABLE x');
    const log = readFileSync(`${path}-wal`);
    const file = readFileSync(path);
    db.close();
    writeFileSync(path, file);
    writeFileSync(`${path}-wal`, log.subarray(0, Math.floor(log.length / 2)));
  },
  'the journal of another file': (path, good) => {
    copyFileSync(good, path);
    writeFileSync(`${path}-journal`, hotJournal(`${path}.other`));
  },
};
for (const suffix of ['-wal', '-shm', '-journal', '-claim', '-holder']) {
  neighbours[`a ${suffix} that is a link out of the folder`] = (path, good) => {
    copyFileSync(good, path);
    symlinkSync(join(path, '..', '..', 'outside', `written${suffix}`), path + suffix);
  };
}

/** The journal of a transaction that was under way in another database, ready to be rolled back. */
function hotJournal(path: string): Buffer {
  const db = new Database(path);
  db.pragma('cache_size = 1');
  db.exec('CREATE TABLE x (a); BEGIN');
  const insert = db.prepare('INSERT INTO x VALUES (?)');
  for (let row = 0; row < 30; row += 1) insert.run('x'.repeat(3000));
  db.exec('COMMIT; BEGIN');
  db.exec("UPDATE x SET a = replace(a, 'x', 'y')");
  const journal = readFileSync(`${path}-journal`);
  db.exec('ROLLBACK');
  db.close();
  return journal;
}
