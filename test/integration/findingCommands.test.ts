import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casebook, casebookJson as json } from '../support/commandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-findings-'));
const path = join(folder, 'pump.casefile');
const sample = join(folder, 'sample');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await json('sample', sample, '--events', '5000');
  await json('investigate', '--source', sample, '--device', 'pump-07', '--hub', 'plant', '--out', path);
});

const guessed = [
  ...['--title', 'Password guessed', '--severity', 'high', '--confidence', 'moderate', '--technique', 'T1110.001'],
  ...['--reason', 'A day of failures, then **success**.', '--cite', 'E4:1', '4:2'],
];

describe('finding', () => {
  test('adds, revises, cites, lists and deletes; the case keeps all of it and still verifies', async () => {
    expect(await json('finding', 'list', path)).toEqual([]);
    expect((await casebook(['finding', 'list', path])).stdout).toBe('The case has no findings.\n');

    const added = await json('finding', 'add', path, ...guessed);
    expect(added).toMatchObject({ findingId: 1, revision: 1, severity: 'high', alternatives: '' });
    expect(added.citations).toMatchObject([
      { exhibit: 4, row: 1 },
      { exhibit: 4, row: 2 },
    ]);

    writeFileSync(join(folder, 'reason.md'), '# Seen\n\nthe miner');
    const revised = await json(
      ...['finding', 'revise', path, '1', '--severity', 'critical', '--file', join(folder, 'reason.md')],
    );
    expect(revised).toMatchObject({
      ...{ revision: 2, severity: 'critical', reason: '# Seen\n\nthe miner', title: 'Password guessed' },
      ...{ techniques: ['T1110.001'], citations: added.citations },
    });

    const cited = await casebook(['finding', 'cite', path, '1', 'E4:2', 'E4:3']);
    expect(cited).toEqual({ code: 0, stdout: 'Finding 1 has revision 3, with 3 cited rows.\n', stderr: '' });
    const [header, , line] = (await casebook(['finding', 'list', path])).stdout.split('\n');
    expect(header).toMatch(/^Finding {2}Severity {2}Confidence {2}Title +ATT&CK +Rows$/);
    expect(line).toMatch(/^ +1 {2}critical {2}moderate {4}Password guessed {2}T1110.001 {2}E4:1, E4:2, E4:3$/);

    expect(await json('finding', 'delete', path, '1', '--reason', 'Merged')).toMatchObject({ kind: 'finding', id: 1 });
    expect(await json('finding', 'list', path)).toEqual([]);
    expect(await json('verify', path)).toMatchObject({ ok: true, checked: { findings: 3 } });
  });

  test('bad input is one line and changes nothing', async () => {
    const before = await json('finding', 'list', path);
    const refused: [parameters: string[], line: RegExp][] = [
      [['add', path, ...guessed, 'E4:9999'], /Exhibit 4 has no row 9999/],
      [['add', path, ...guessed, '--technique', 'brute force'], /ATT&CK technique such as T1110/],
      [['add', path, ...guessed, '--file', 'x.md'], /reason is given twice/],
      [['revise', path, '9', '--title', 'x'], /no finding 9/],
    ];
    for (const [parameters, line] of refused) {
      const { code, stdout, stderr } = await casebook(['finding', ...parameters]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(line);
      expect(stderr).toMatch(/^casebook: [^\n]+\n$/);
    }
    expect(await json('finding', 'list', path)).toEqual(before);
  });
});

describe('bookmark', () => {
  test('adds, revises, lists and deletes', async () => {
    expect((await casebook(['bookmark', 'list', path])).stdout).toBe('The case has no bookmarks.\n');
    expect(await json('bookmark', 'add', path, 'E4:1')).toMatchObject({
      bookmarkId: 1,
      exhibit: 4,
      row: 1,
      comment: '',
    });
    expect((await casebook(['bookmark', 'add', path, '4:2', 'Ask the night shift'])).stdout).toBe(
      'Bookmark 2 marks row 2 of exhibit 4.\n',
    );
    const revised = await casebook(['bookmark', 'revise', path, '1', '--file', '-'], { input: 'Who is maint?' });
    expect(revised).toEqual({ code: 0, stdout: 'Bookmark 1 has revision 2.\n', stderr: '' });
    expect((await casebook(['bookmark', 'list', path])).stdout).toMatch(
      /^Bookmark {2}Row +Exhibit +Comment\n[- ]+\n +1 {2}E4:1 {2}.+ {2}Who is maint\?\n +2 {2}E4:2 {2}.+ {2}Ask the night shift\n$/,
    );
    await json('bookmark', 'delete', path, '1', '--reason', 'Answered');
    expect(await json('bookmark', 'list', path)).toMatchObject([{ bookmarkId: 2 }]);
    const again = await casebook(['bookmark', 'revise', path, '1', 'x']);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/bookmark 1 was deleted at/);
  });
});
