import { closeSync, copyFileSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { verifyCaseFile } from '../../../docs/formats/verify-case.mjs';
import { CasebookError } from '../../shared/result.ts';
import { createCaseRegistry } from './caseRegistry.ts';
import { testFolder, wholeCase } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
afterAll(() => place.remove());

/** How many bytes are changed, one at a time; `CASEBOOK_FLIPS=all` changes every one. */
const wanted = process.env.CASEBOOK_FLIPS ?? '200';

/**
 * `refused`: no case of a known format any more, said by both. `found`: both name a problem. `unseen`: both find nothing, and
 * all that a reader sees is as before, as in the unused space of a page.
 */
type Class = 'refused' | 'found' | 'unseen';

test('a changed byte is found by verify and by the verifier of docs/formats, or changes nothing that a reader sees', {
  timeout: 14_400_000,
}, async ({ annotate }) => {
  const original = place.at('original.casefile');
  (await wholeCase(original)).close();
  const bytes = readFileSync(original);
  const seen = reading(original);
  const owners = pageOwners(original);
  const path = place.at('changed.casefile');
  copyFileSync(original, path);
  const descriptor = openSync(path, 'r+');
  const counts = new Map<string, Record<Class, number>>();
  const disagreements: string[] = [];
  const count = wanted === 'all' ? bytes.length : Number(wanted);
  for (let round = 0; round < count; round += 1) {
    const offset = wanted === 'all' ? round : random(round, 1) % bytes.length;
    const was = bytes[offset] ?? 0;
    const becomes = (was + 1 + (random(round, 2) % 255)) % 256;
    writeSync(descriptor, Buffer.of(becomes), 0, 1, offset);
    const ours = classBy(() => verifyCase(path));
    const theirs = classBy(() => verifyCaseFile(path));
    const change = `offset ${offset}: ${was} to ${becomes}`;
    if (ours !== theirs) disagreements.push(`${change}: verify says ${ours}, the verifier ${theirs}`);
    if (ours === 'unseen' && reading(path) !== seen) disagreements.push(`${change}: seen by a reader, found by nobody`);
    for (const left of ['-wal', '-shm', '-journal']) rmSync(path + left, { force: true });
    writeSync(descriptor, Buffer.of(was), 0, 1, offset);
    const owner = offset < 100 ? 'file header' : (owners[Math.floor(offset / 4096)] ?? 'unused page');
    const ofOwner = counts.get(owner) ?? { refused: 0, found: 0, unseen: 0 };
    ofOwner[ours] += 1;
    counts.set(owner, ofOwner);
    if (round % 50 === 0) await setImmediate();
  }
  closeSync(descriptor);
  await annotate(JSON.stringify(Object.fromEntries([...counts].sort())));
  expect(disagreements).toEqual([]);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  const total = (name: Class) => [...counts.values()].reduce((sum, each) => sum + each[name], 0);
  expect(total('found') + total('refused') + total('unseen')).toBe(count);
  expect(total('found')).toBeGreaterThan(0);
});

/** The same numbers in every run: a 32-bit mix of the round. */
function random(round: number, stream: number): number {
  let state = Math.imul(round * 4 + stream + 1, 0x9e37_79b1);
  state = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

function classBy(verify: () => { readonly ok: boolean }): Class {
  try {
    return verify().ok ? 'unseen' : 'found';
  } catch (error) {
    if (error instanceof CasebookError || (error instanceof Error && error.constructor.name === 'NotACase')) {
      return 'refused';
    }
    throw error;
  }
}

/** The table or index that each page of a database belongs to, the first page first. */
function pageOwners(path: string): string[] {
  const db = new Database(path, { readonly: true });
  const rows = db.prepare<[], [number, string]>('SELECT pageno, name FROM dbstat').raw().all();
  db.close();
  const owners: string[] = [];
  for (const [page, name] of rows) owners[page - 1] = name;
  return owners;
}

/** Everything that a reader sees of a case; a change in the header's write version makes it read-only, and nothing else. */
function reading(path: string): string {
  const registry = createCaseRegistry('0.1.0');
  try {
    const file = registry.open(path);
    const { exhibits, ...view } = file.view();
    return JSON.stringify([
      { ...view, path: '', readOnly: false },
      exhibits,
      exhibits.map(({ number }) => file.page({ exhibit: number, offset: 0, limit: 100 })),
      exhibits.map(({ number }) => Buffer.from(file.rawAnswer(number)).toString('base64')),
      ['users-1', 'users-2'].map((id) => file.answerHistory(id)),
      file.noteRevisions(1),
      [1, 2].map((id) => file.findingHistory(id)),
      file.bookmarkHistory(1),
      file.profileHistory(1),
      file.attachments(),
      Buffer.from(file.attachmentContent(1)).toString('base64'),
      file.deletions(),
      file.custody(),
    ]);
  } finally {
    registry.closeAll();
  }
}
