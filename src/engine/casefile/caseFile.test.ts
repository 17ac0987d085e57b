import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import { answerBody, fullCase, sampleColumns, sampleRows, testCapture, testFacts, testFolder } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

let place: ReturnType<typeof testFolder>;
beforeEach(() => {
  place = testFolder();
});
afterEach(() => place.remove());

test('a case holds what was put in it, is one plain file when closed, and verifies', async () => {
  const path = place.at('press.casefile');
  const file = await fullCase(path);
  const open = file.view();
  file.close();
  expect(readdirSync(place.folder)).toEqual(['press.casefile']);
  expect(verifyCase(path)).toMatchObject({
    ok: true,
    problems: [],
    checked: { exhibits: 2, rows: 4, answers: 2, notes: 2, custodyEvents: 9 },
    custodyHead: open.custody.head,
  });

  const registry = createCaseRegistry('0.1.0');
  const again = registry.open(path);
  expect(again.view()).toEqual(open);
  expect(open).toMatchObject({
    title: 'Press 17',
    subject: { deviceId: 'press-17', hubName: 'plant' },
    answers: [{ questionId: 'users-1', value: 'unexpected', revision: 2, citations: [{ row: 1 }, { row: 2 }] }],
    tasks: [{ taskId: 'access', state: 'done' }],
    notes: [{ noteId: 1, text: 'Second thought', revision: 2, actor: 'Grace' }],
    exhibits: [
      { number: 1, outcome: 'answered', rowCount: 4, error: null },
      { number: 2, outcome: 'failed', rowCount: 0, error: { code: 'kqlSyntax' } },
    ],
  });
  expect(again.answerHistory('users-1').map(({ value }) => value)).toEqual(['unknown', 'unexpected']);
  expect(again.noteRevisions(1).map(({ text }) => text)).toEqual(['# First\n\n| a | b |', 'Second thought']);
  expect(again.rawAnswer(1)).toEqual(Buffer.from(answerBody(sampleColumns, sampleRows)));
  expect(again.custody().map(({ action }) => action)).toEqual([
    'create',
    'run',
    'run',
    'answer',
    'answer',
    'task',
    'note',
    'note',
    'report',
  ]);
  registry.closeAll();
});

test('looking at a case changes no byte of it; the first write says that it was opened', async () => {
  const path = place.at('press.casefile');
  (await fullCase(path)).close();
  const before = readFileSync(path);
  const registry = createCaseRegistry('0.2.0');
  const file = registry.open(path);
  expect(existsSync(`${path}-claim`)).toBe(true);
  file.view();
  file.page({ exhibit: 1, offset: 0, limit: 10, sort: { column: 'Count', descending: true } });
  registry.closeAll();
  expect(readFileSync(path).equals(before)).toBe(true);

  const second = registry.open(path);
  second.addNote('x', 'Grace');
  expect(second.custody().slice(-2)).toMatchObject([
    { action: 'open', actor: 'Ada', detail: '{"formatVersion":2,"productVersion":"0.2.0"}' },
    { action: 'note', actor: 'Grace' },
  ]);
  registry.closeAll();
  expect(verifyCase(path).ok).toBe(true);
  expect(readdirSync(place.folder)).toEqual(['press.casefile']);
});

test('an answer that cannot be read by its own columns becomes a failed exhibit with its bytes kept', async () => {
  const file = createCaseRegistry('0.1.0').create(place.at('a.casefile'), testFacts);
  const body = answerBody([{ name: 'Count', type: 'long' }], '[[1],["many"]]');
  const exhibit = await file.addExhibit(testCapture(body));
  expect(exhibit).toMatchObject({ outcome: 'failed', rowCount: 0, error: { code: 'sourceFailed' } });
  expect(exhibit.error?.message).toContain('row 2, column Count: "many" is not a long');
  expect(exhibit.verdicts.map(({ kind }) => kind)).toContain('failed');
  expect(file.rawAnswer(1)).toEqual(Buffer.from(body));
  expect(file.page({ exhibit: 1, offset: 0, limit: 10 })).toEqual({ total: 0, rows: [] });
  const notAnAnswer = await file.addExhibit(testCapture(new TextEncoder().encode('<html>')));
  expect(notAnAnswer.error?.message).toContain('it is not JSON');
  file.close();
  expect(verifyCase(file.path)).toMatchObject({ ok: true });
});

test('citations name rows that exist, questions and tasks those of the playbook', async () => {
  const file = await fullCase(place.at('a.casefile'));
  const put = (questionId: string, exhibit: number, row: number) => () =>
    file.putAnswer({ questionId, value: 'expected', reason: '', citations: [{ exhibit, row }] });
  expect(put('users-2', 1, 5)).toThrow('Exhibit 1 has no row 5: it has rows 1 to 4.');
  expect(put('users-2', 2, 1)).toThrow('Exhibit 2 has no row 1: it has no rows.');
  expect(put('users-2', 3, 1)).toThrow('There is no exhibit 3: the case has 2.');
  expect(put('users-9', 1, 1)).toThrow('The playbook has no question "users-9". It has: users-1, users-2.');
  expect(() => file.putTask({ taskId: 'no', state: 'done', remark: '' })).toThrow('It has: access, alert.');
  expect(() => file.reviseNote(7, 'x')).toThrow('There is no note 7: the case has notes 1.');
  expect(file.view().custody.count).toBe(9);
  file.close();
});

test('runs that end at the same time become exhibits one after the other', async () => {
  const file = createCaseRegistry('0.1.0').create(place.at('a.casefile'), testFacts);
  const rows = JSON.stringify(Array.from({ length: 5000 }, (_, n) => [n]));
  const run = () => file.addExhibit(testCapture(answerBody([{ name: 'N', type: 'int' }], rows)));
  const made = await Promise.all([run(), run(), run(), run()]);
  expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
  const late = run();
  file.close();
  await expect(late).rejects.toMatchObject({ code: 'caseNotOpen' });
  expect(verifyCase(file.path)).toMatchObject({ ok: true, checked: { exhibits: 4, rows: 20_000 } });
});
