import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineContract, type Input } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { fullCase, testFinding, testFolder } from '../casefile/testCase.ts';
import { attachmentHandlers } from './attachments.ts';
import { bookmarkHandlers } from './bookmarks.ts';
import { caseHandlers } from './cases.ts';
import { findingHandlers } from './findings.ts';
import { noteHandlers } from './notes.ts';
import { profileHandlers } from './profiles.ts';
import { recoveryHandlers } from './recovery.ts';

const place = testFolder();
const cases = createCaseRegistry('0.1.0');
// The handlers of records use nothing else of the services.
const services = { cases, productVersion: '0.1.0' } as Parameters<typeof caseHandlers>[0];
const handlers = {
  ...findingHandlers(services),
  ...bookmarkHandlers(services),
  ...profileHandlers(services),
  ...attachmentHandlers(services),
  ...noteHandlers(services),
  ...recoveryHandlers(services),
  'cases.verify': caseHandlers(services)['cases.verify'],
  'cases.deletions': caseHandlers(services)['cases.deletions'],
};
type Name = keyof typeof handlers;

let file: CaseFile;
beforeAll(async () => {
  (await fullCase(place.at('a.casefile'))).close();
  file = cases.open(place.at('a.casefile'));
});
afterAll(() => {
  cases.closeAll();
  place.remove();
});

/** Calls a method as the window does: input parsed by the contract, answer held against it. */
function call<M extends Name>(method: M, input: Omit<Input<M>, 'caseId'> & { caseId?: string }): unknown {
  const { input: checked, output } = engineContract[method];
  const handler = handlers[method] as (parsed: unknown) => unknown;
  const parsed = checked.parse(
    'path' in input && !('comment' in input) && method.startsWith('cases') ? input : { caseId: file.caseId, ...input },
  );
  return output.parse(handler(parsed));
}

test('every call on findings, bookmarks, profiles, attachments and notes answers as the contract says', () => {
  expect(call('findings.add', testFinding)).toMatchObject({ findingId: 1, revision: 1 });
  expect(call('findings.revise', { findingId: 1, ...testFinding, severity: 'low' })).toMatchObject({ severity: 'low' });
  expect(call('findings.cite', { findingId: 1, citations: [{ exhibit: 1, row: 4 }] })).toMatchObject({ revision: 3 });
  expect(call('findings.list', {})).toMatchObject([{ citations: [{ row: 1 }, { row: 4 }] }]);
  expect(call('findings.history', { findingId: 1 })).toHaveLength(3);
  expect(call('findings.delete', { findingId: 1, reason: 'x' })).toMatchObject({ kind: 'finding', id: 1 });
  expect(call('bookmarks.add', { exhibit: 1, row: 2, comment: '' })).toMatchObject({ bookmarkId: 1, row: 2 });
  expect(call('bookmarks.revise', { bookmarkId: 1, comment: 'odd' })).toMatchObject({ comment: 'odd', revision: 2 });
  expect(call('bookmarks.list', {})).toHaveLength(1);
  expect(call('bookmarks.history', { bookmarkId: 1 })).toHaveLength(2);
  expect(call('bookmarks.delete', { bookmarkId: 1, reason: 'x', actor: 'Grace' })).toMatchObject({ actor: 'Grace' });
  const profile = { name: 'p', deviceModel: 'm', content: { ports: [22] } };
  expect(call('profiles.add', profile)).toMatchObject({ profileId: 1, content: { ports: [22] } });
  expect(call('profiles.revise', { profileId: 1, ...profile, name: 'q' })).toMatchObject({ name: 'q' });
  expect(call('profiles.list', {})).toHaveLength(1);
  expect(call('profiles.history', { profileId: 1 })).toHaveLength(2);
  expect(call('profiles.delete', { profileId: 1, reason: 'x' })).toMatchObject({ kind: 'profile' });
  writeFileSync(place.at('log.txt'), 'a line');
  expect(call('attachments.add', { path: place.at('log.txt'), comment: 'c' })).toMatchObject({
    name: 'log.txt',
    byteLength: 6,
  });
  expect(call('attachments.list', {})).toHaveLength(1);
  expect(call('attachments.save', { number: 1, path: place.at('out.txt') })).toMatchObject({ byteLength: 6 });
  expect(call('attachments.delete', { number: 1, reason: 'x' })).toMatchObject({ kind: 'attachment' });
  expect(call('notes.delete', { noteId: 1, reason: 'x' })).toMatchObject({ kind: 'note' });
  expect(call('cases.deletions', {})).toHaveLength(5);
});

test('a verification is recorded where the case is open for writing, and nowhere else', () => {
  expect(call('cases.verify', { path: file.path })).toMatchObject({ ok: true });
  const [last] = file.custody().slice(-1);
  expect(last).toMatchObject({ action: 'verify' });
  expect(JSON.parse(last?.detail ?? '')).toMatchObject({ ok: true, problems: 0, custodyHead: last?.previousHash });
  const count = file.view().custody.count;
  cases.closeAll();
  expect(call('cases.verify', { path: file.path })).toMatchObject({ ok: true });
  expect(call('cases.recover', { path: file.path, out: place.at('b.casefile') })).toMatchObject({
    lost: [],
    changed: [],
  });
  file = cases.open(place.at('a.casefile'));
  expect(file.view().custody.count).toBe(count);
});

test('an id that no ATT&CK technique has, a media type that is none and a reason that is empty are refused', () => {
  expect(() => call('findings.add', { ...testFinding, techniques: ['brute force'] })).toThrow(/ATT&CK technique/);
  expect(() => call('attachments.add', { path: 'x', comment: '', mediaType: 'text' })).toThrow(/media type/);
  expect(() => call('notes.delete', { noteId: 1, reason: '' })).toThrow();
});
