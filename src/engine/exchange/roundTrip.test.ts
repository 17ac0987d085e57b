import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { testFolder, wholeCase } from '../casefile/testCase.ts';
import { verifyCase } from '../casefile/verifyCase.ts';
import { exportCase } from './exportCase.ts';
import { importCase } from './importCase.ts';

const quiet = { progress: () => undefined, signal: new AbortController().signal };
const passphrase = 'correct horse battery';
const everything = { notes: true, answers: true, findings: true, attachments: true, rawAnswers: true };
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const hasAge = (() => {
  try {
    execFileSync('age', ['--version'], { stdio: 'ignore' });
    execFileSync('script', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let place: ReturnType<typeof testFolder>;
let file: CaseFile;
beforeEach(async () => {
  place = testFolder();
  file = await wholeCase(place.at('sent.casefile'));
});
afterEach(() => {
  file.close();
  place.remove();
});

const send = (more: Partial<Parameters<typeof exportCase>[1]> = {}) =>
  exportCase(file, { caseId: file.caseId, path: place.at('sent.zip'), ...more }, '0.1.0', quiet);
const take = (more: Partial<Parameters<typeof importCase>[0]> = {}) =>
  importCase({ path: place.at('sent.zip'), out: place.at('taken.casefile'), actor: 'Grace', ...more }, '0.1.0', quiet);
const opened = <T>(path: string, read: (file: CaseFile) => T): T => {
  const cases = createCaseRegistry('0.1.0');
  try {
    return read(cases.open(path));
  } finally {
    cases.closeAll();
  }
};

describe('a whole case', () => {
  test('arrives with the sender’s chain as it was, and one event of ours', async () => {
    const before = file.custody();
    const sent = await send();
    const taken = await take();
    expect(taken).toMatchObject({ contents: 'whole', sealed: false, title: 'Press 17', caseId: file.caseId });
    const custody = opened(taken.path, (each) => each.custody());
    expect(custody.slice(0, -1)).toEqual(before);
    expect(custody.at(-1)).toMatchObject({ action: 'import', actor: 'Grace' });
    expect(JSON.parse(custody.at(-1)?.detail ?? '')).toMatchObject({
      file: 'sent.zip',
      fileSha256: sha256(place.at('sent.zip')),
      senderHead: before.at(-1)?.hash,
      sender: 'Ada',
    });
    expect(sent.custodyHead).toBe(before.at(-1)?.hash);
    expect(verifyCase(taken.path).problems).toEqual([]);
    file.close();
    expect(readdirSync(place.folder).sort()).toEqual(['sent.casefile', 'sent.zip', 'taken.casefile']);
  });
  test('is recorded where it was sent, with the hash of what was sent', async () => {
    const sent = await send({ actor: 'Ada L.' });
    expect(sent.sha256).toBe(sha256(place.at('sent.zip')));
    const last = file.custody().at(-1);
    expect(last).toMatchObject({ action: 'export', actor: 'Ada L.' });
    expect(JSON.parse(last?.detail ?? '')).toMatchObject({ file: 'sent.zip', fileSha256: sent.sha256, sealed: false });
  });
  test('for somebody is recorded as shared', async () => {
    await send({ recipient: 'the hospital', passphrase });
    const last = file.custody().at(-1);
    expect(last?.action).toBe('share');
    expect(JSON.parse(last?.detail ?? '')).toMatchObject({ recipient: 'the hospital', sealed: true });
  });
  test('can be handed on again, and its chain tells of each hand', async () => {
    await send();
    await take();
    const cases = createCaseRegistry('0.1.0');
    const second = cases.open(place.at('taken.casefile'));
    await exportCase(second, { caseId: second.caseId, path: place.at('again.zip') }, '0.1.0', quiet);
    cases.closeAll();
    const again = await take({ path: place.at('again.zip'), out: place.at('again.casefile'), actor: 'Hedy' });
    const imports = opened(again.path, (each) => each.custody()).filter(({ action }) => action === 'import');
    expect(imports.map(({ actor }) => actor)).toEqual(['Grace', 'Hedy']);
  });
  test('is not written over a file that exists', async () => {
    writeFileSync(place.at('sent.zip'), 'mine');
    await expect(send()).rejects.toMatchObject({ code: 'outputExists' });
    expect(readFileSync(place.at('sent.zip'), 'utf8')).toBe('mine');
  });
  test('is not taken in over a file that exists', async () => {
    await send();
    writeFileSync(place.at('taken.casefile'), 'mine');
    await expect(take()).rejects.toMatchObject({ code: 'outputExists' });
    expect(readFileSync(place.at('taken.casefile'), 'utf8')).toBe('mine');
  });
  test('that was cancelled leaves nothing', async () => {
    const controller = new AbortController();
    controller.abort();
    const wish = { caseId: file.caseId, path: place.at('sent.zip') };
    await expect(exportCase(file, wish, '0.1.0', { ...quiet, signal: controller.signal })).rejects.toThrow();
    expect(readdirSync(place.folder).filter((name) => !name.startsWith('sent.casefile'))).toEqual([]);
  });
});

describe('a sealed case', () => {
  test('opens with its passphrase alone, and leaves nothing where it does not', async () => {
    await send({ passphrase });
    const before = readdirSync(place.folder);
    await expect(take()).rejects.toMatchObject({ code: 'passphraseNeeded' });
    await expect(take({ passphrase: 'wrong' })).rejects.toMatchObject({ code: 'passphraseWrong' });
    expect(readdirSync(place.folder)).toEqual(before);
    expect(await take({ passphrase })).toMatchObject({ sealed: true, contents: 'whole' });
  });
  test('that was cut off or changed is refused', async () => {
    await send({ passphrase });
    const bytes = readFileSync(place.at('sent.zip'));
    for (const changed of [bytes.subarray(0, -20), Buffer.concat([bytes, Buffer.from([0])]), flipped(bytes, -40)]) {
      writeFileSync(place.at('changed.zip'), changed);
      await expect(take({ path: place.at('changed.zip'), passphrase })).rejects.toMatchObject({
        code: 'bundleInvalid',
      });
    }
    expect(readdirSync(place.folder)).not.toContain('taken.casefile');
  });
  test.runIf(hasAge)('is opened by the age tool, and one that it sealed is taken in', async () => {
    await send({ passphrase });
    age(passphrase, `age -d -o ${place.at('plain.zip')} ${place.at('sent.zip')}`);
    expect(await take({ path: place.at('plain.zip') })).toMatchObject({ sealed: false });
    age(passphrase, `age -p -o ${place.at('tool.age')} ${place.at('plain.zip')}`);
    const taken = await take({ path: place.at('tool.age'), out: place.at('second.casefile'), passphrase });
    expect(taken).toMatchObject({ sealed: true });
  });
});

/** The tool asks a terminal: `script` gives it one. */
function age(answer: string, command: string): void {
  execFileSync('script', ['-qec', command, '/dev/null'], { input: `${answer}\n${answer}\n`, stdio: 'pipe' });
}

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  const place = (at + copy.length) % copy.length;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
};

describe('a part of a case', () => {
  const part = (more: object = {}) => ({ exhibits: [1, 2, 3], ...everything, ...more });

  test('becomes a case of its own that names the sender’s events', async () => {
    const before = file.custody();
    const sent = await send({ part: part() });
    expect(sent.leftOut).toEqual([]);
    const taken = await take();
    expect(taken).toMatchObject({ contents: 'part', leftOut: 0 });
    expect(verifyCase(taken.path).problems).toEqual([]);
    opened(taken.path, (each) => {
      expect(each.custody().slice(0, 2)).toMatchObject([{ action: 'create' }, { action: 'import', actor: 'Grace' }]);
      const chain = each.attachments().at(-1);
      expect(chain?.name).toBe('custody-of-the-sender.jsonl');
      const lines = Buffer.from(each.attachmentContent(chain?.number ?? 0))
        .toString()
        .trim()
        .split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual(before);
      expect(each.findings()).toEqual(file.findings());
      expect(each.page({ exhibit: 1, offset: 0, limit: 10 })).toEqual(file.page({ exhibit: 1, offset: 0, limit: 10 }));
    });
  });
  test('leaves out, and names, what rests on an exhibit that is not chosen', async () => {
    const sent = await send({ part: part({ exhibits: [2] }) });
    expect(sent.leftOut).toContainEqual({ record: 'exhibit 1', reason: 'not chosen' });
    expect(sent.leftOut).toContainEqual({
      record: 'finding 1, revision 1',
      reason: 'rests on exhibit 1, which is not chosen',
    });
    const taken = await take();
    expect(verifyCase(taken.path).problems).toEqual([]);
    opened(taken.path, (each) => {
      expect(each.view().exhibits.map(({ number }) => number)).toEqual([2]);
      expect(each.findings()).toEqual([]);
    });
  });
  test('is refused where an exhibit belongs to one that is not chosen, or is none', async () => {
    await expect(send({ part: part({ exhibits: [3] }) })).rejects.toMatchObject({ code: 'invalidInput' });
    await expect(send({ part: part({ exhibits: [9] }) })).rejects.toMatchObject({ code: 'unknownExhibit' });
    expect(readdirSync(place.folder)).not.toContain('sent.zip');
  });
  test('without raw answers is not opened as a case', async () => {
    await send({ part: part({ rawAnswers: false }) });
    await expect(take()).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringContaining('by hand') });
  });
});
