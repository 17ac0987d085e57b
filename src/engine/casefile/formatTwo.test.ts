import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileToAttach, saveAttachment } from './attachmentFiles.ts';
import type { CaseFile } from './caseFile.ts';
import { createCaseRegistry } from './caseRegistry.ts';
import {
  answerBody,
  fullCase,
  sampleColumns,
  sampleRows,
  testCapture,
  testFinding,
  testFolder,
  wholeCase,
} from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

let place: ReturnType<typeof testFolder>;
beforeEach(() => {
  place = testFolder();
});
afterEach(() => place.remove());

const actionsOf = (file: CaseFile) => file.custody().map(({ action }) => action);
const lastDetail = (file: CaseFile): Record<string, unknown> => JSON.parse(file.custody().at(-1)?.detail ?? '{}');

test('a whole case holds what was put in it, in force or deleted, and verifies', async () => {
  const path = place.at('whole.casefile');
  const file = await wholeCase(path);
  const lists = (from: CaseFile) => [
    from.view(),
    from.findings(),
    from.findingHistory(1),
    from.findingHistory(2),
    from.bookmarks(),
    from.bookmarkHistory(1),
    from.profiles(),
    from.profileHistory(1),
    from.attachments(),
    from.deletions(),
    from.custody(),
  ];
  const before = lists(file);
  file.close();
  expect(verifyCase(path)).toMatchObject({
    ok: true,
    problems: [],
    checked: { exhibits: 3, answers: 3, notes: 2, findings: 4, bookmarks: 2, profiles: 2, attachments: 1 },
  });
  const registry = createCaseRegistry('0.1.0');
  const again = registry.open(path);
  expect(lists(again)).toEqual(before);
  expect(again.view()).toMatchObject({
    formatVersion: 2,
    notes: [],
    exhibits: [{ role: null }, { role: null }, { role: { role: 'companion', ofExhibit: 1, name: 'left-out' } }],
    answers: [{ limitation: null }, { limitation: 'The raw events before 2 March were not stored.' }],
  });
  expect(again.findings()).toMatchObject([
    {
      findingId: 1,
      revision: 3,
      confidence: 'high',
      techniques: ['T1110.001', 'T1078'],
      citations: [{ row: 1 }, { row: 2 }],
    },
  ]);
  expect(again.findingHistory(1).map(({ actor }) => actor)).toEqual(['Ada', 'Grace', 'Ada']);
  expect(again.bookmarks()).toEqual([]);
  expect(again.bookmarkHistory(1).map(({ comment }) => comment)).toEqual(['odd name', 'an apostrophe']);
  expect(again.noteRevisions(1).length).toBe(2);
  expect(again.profiles()).toMatchObject([{ revision: 2, content: { ports: [22, 443] } }]);
  expect(again.attachmentContent(1)).toEqual(Buffer.from([137, 80, 78, 71, 0, 255]));
  expect(again.deletions().map(({ kind, id, reason, actor }) => [kind, id, reason, actor])).toEqual([
    ['finding', 2, 'said twice', 'Grace'],
    ['bookmark', 1, 'explained', 'Ada'],
    ['note', 1, 'taken into the finding', 'Ada'],
  ]);
  expect(actionsOf(again).slice(9)).toEqual([
    ...['run', 'answer', 'finding', 'finding', 'cite', 'bookmark', 'bookmark', 'profile', 'profile', 'attachment'],
    ...['finding', 'delete', 'delete', 'delete'],
  ]);
  registry.closeAll();
});

test('an edit names the hash of what stood before, and a deletion that of what it hides', async () => {
  const file = await wholeCase(place.at('a.casefile'));
  const details = file.custody().map(({ action, detail }) => ({ action, ...JSON.parse(detail) }));
  const told = (action: string, member: string, id: unknown) =>
    details.filter((event) => event.action === action && event[member] === id);
  for (const [action, member, id] of [
    ['note', 'note', 1],
    ['answer', 'questionId', 'users-1'],
    ['bookmark', 'bookmark', 1],
    ['profile', 'profile', 1],
  ] as const) {
    const [first, second] = told(action, member, id);
    expect(first.previousRecordSha256, action).toBeUndefined();
    expect(second.previousRecordSha256, action).toBe(first.recordSha256);
  }
  expect(told('cite', 'finding', 1)[0].previousRecordSha256).toBe(told('finding', 'finding', 1)[1].recordSha256);
  expect(told('delete', 'kind', 'note')[0].hiddenRecordSha256).toBe(told('note', 'note', 1)[1].recordSha256);
  expect(told('delete', 'kind', 'finding')[0].hiddenRecordSha256).toBe(told('finding', 'finding', 2)[0].recordSha256);
  file.close();
});

test('what was deleted can be read, and neither changed nor deleted again', async () => {
  const file = await wholeCase(place.at('a.casefile'));
  const count = file.view().custody.count;
  expect(() => file.reviseNote(1, 'x')).toThrow(/The note 1 was deleted at .*: it can be read, and no longer changed/);
  expect(() => file.reviseFinding(2, testFinding)).toThrow(/The finding 2 was deleted/);
  expect(() => file.citeInFinding(2, [{ exhibit: 1, row: 1 }])).toThrow(/The finding 2 was deleted/);
  expect(() => file.reviseBookmark(1, 'x')).toThrow(/The bookmark 1 was deleted/);
  expect(() => file.delete('note', 1, 'again')).toThrow(/The note 1 was deleted/);
  expect(() => file.delete('note', 2, 'x')).toThrow('There is no note 2: the case has notes 1.');
  expect(() => file.delete('attachment', 9, 'x')).toThrow('There is no attachment 9: the case has attachments 1.');
  expect(() => file.findingHistory(9)).toThrow('There is no finding 9: the case has findings 1, 2.');
  expect(() => file.profileHistory(9)).toThrow('There is no profile 9: the case has profiles 1.');
  expect(() => file.attachmentContent(9)).toThrow('There is no attachment 9');
  expect(file.view().custody.count).toBe(count);
  // A number is never given twice, so that a deleted note's stays its own.
  expect(file.addNote('next').noteId).toBe(2);
  file.close();
  expect(verifyCase(file.path)).toMatchObject({ ok: true, problems: [] });
});

test('a row or an exhibit that is not there cannot be cited, marked or belonged to', async () => {
  const file = await fullCase(place.at('a.casefile'));
  const nothing = { exhibit: 1, row: 5 };
  expect(() => file.addFinding({ ...testFinding, citations: [nothing] })).toThrow('Exhibit 1 has no row 5');
  expect(() => file.addBookmark({ ...nothing, comment: '' })).toThrow('Exhibit 1 has no row 5');
  const role = { role: 'raw', ofExhibit: 9, name: '' } as const;
  const body = answerBody(sampleColumns, sampleRows);
  await expect(file.addExhibit(testCapture(body, { role }))).rejects.toThrow('There is no exhibit 9: the case has 2.');
  expect(file.view().custody.count).toBe(9);
  file.close();
});

test('an attachment is kept byte for byte, saved to a new file only, and bounded', async () => {
  const file = await fullCase(place.at('a.casefile'));
  const source = place.at('capture.PCAP');
  const bytes = Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 0, 10, 13]);
  writeFileSync(source, bytes);
  const added = file.addAttachment({ ...fileToAttach(source), comment: '' });
  expect(added).toMatchObject({ name: 'capture.PCAP', mediaType: 'application/vnd.tcpdump.pcap', byteLength: 7 });
  expect(lastDetail(file)).toMatchObject({ attachment: 1, contentSha256: added.sha256 });
  const saved = saveAttachment(file.attachmentContent(1), place.at('copy.pcap'));
  expect(readFileSync(saved.path)).toEqual(bytes);
  expect(saved.sha256).toBe(added.sha256);
  expect(() => saveAttachment(bytes, place.at('copy.pcap'))).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(() => fileToAttach(place.at('no'))).toThrow(expect.objectContaining({ code: 'fileNotFound' }));
  expect(() => fileToAttach(place.folder)).toThrow(/is not a file/);
  const long = { name: 'x', mediaType: 'text/plain', content: Buffer.alloc(50_000_001), comment: '' };
  expect(() => file.addAttachment(long)).toThrow('x has 50000001 bytes; an attachment has at most 50000000.');
  file.close();
});

test('a profile’s content must be JSON that can be hashed, and bounded', async () => {
  const file = await fullCase(place.at('a.casefile'));
  const add = (content: Record<string, string>) => file.addProfile({ name: 'p', deviceModel: '', content });
  expect(() => add({ a: '\ud800' })).toThrow(/The profile cannot be saved: Text with an unpaired surrogate/);
  expect(() => add({ a: 'x'.repeat(2_000_000) })).toThrow(/at most 2000000 can be saved/);
  expect(add({ a: 'ä' }).content).toEqual({ a: 'ä' });
  file.close();
});
