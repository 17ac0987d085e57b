import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { answerBody, testCapture, testFacts } from '../casefile/testCase.ts';
import { readCaseRecords } from './caseRecords.ts';

let folder: string;
let caseFile: CaseFile;
const registry = createCaseRegistry('0.1.0');
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-records-'));
  caseFile = registry.create(join(folder, 'press.casefile'), testFacts);
  await caseFile.addExhibit(testCapture(answerBody([{ name: 'UserName', type: 'string' }], '[["root"],["ada"]]')));
});
afterEach(() => {
  registry.closeAll();
  rmSync(folder, { recursive: true, force: true });
});

test('what was deleted is named, and no longer among what is in force', () => {
  const finding = caseFile.addFinding({
    ...{ title: 'Wrong', severity: 'low', techniques: [], reason: '', alternatives: '', confidence: 'low' },
    citations: [],
  });
  const bookmark = caseFile.addBookmark({ exhibit: 1, row: 2, comment: '' });
  const note = caseFile.addNote('A secret text.');
  caseFile.delete('finding', finding.findingId, 'Mistaken.');
  caseFile.delete('bookmark', bookmark.bookmarkId, 'Done.');
  caseFile.delete('note', note.noteId, 'Twice.');
  const { findings, bookmarks, deletions } = readCaseRecords(caseFile);
  expect([findings, bookmarks]).toEqual([[], []]);
  expect(deletions.map(({ tombstone, name }) => [tombstone.kind, tombstone.reason, name]).toSorted()).toEqual([
    ['bookmark', 'Done.', 'exhibit 1, row 2'],
    ['finding', 'Mistaken.', 'Wrong'],
    ['note', 'Twice.', ''],
  ]);
});

test('the profile that was added last judges; one that cannot is stated, and one that was deleted does not', () => {
  expect(readCaseRecords(caseFile).expectedState).toEqual({ kind: 'none' });
  caseFile.addProfile({ name: 'First', deviceModel: '', content: { version: 1, users: [] } });
  const odd = caseFile.addProfile({ name: 'Odd', deviceModel: '', content: { version: 9 } });
  const refused = readCaseRecords(caseFile).expectedState;
  expect(refused).toMatchObject({ kind: 'refused', message: expect.stringContaining('"Odd" cannot judge rows') });
  caseFile.delete('profile', odd.profileId, 'Of another version.');
  const { expectedState, deletions } = readCaseRecords(caseFile);
  expect(expectedState).toMatchObject({ kind: 'checked', check: { profile: { name: 'First' } }, others: 0 });
  expect(deletions.map(({ name }) => name)).toEqual(['Odd']);
});
