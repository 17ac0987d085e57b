import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casebook, casebookJson as json } from '../support/commandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-exchange-'));
const at = (name: string) => join(folder, name);
const path = at('pump.casefile');
const passphrase = 'otter lamp fern oak tin';
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
/** The chain’s events, oldest first, with what they tell. */
const custody = async (file: string) => {
  const { custody: chain } = await json('show', file);
  return chain.events.map((event: { action: string; actor: string; detail: string; hash: string }) => ({
    ...event,
    detail: JSON.parse(event.detail),
  }));
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await json('sample', at('sample'), '--events', '5000');
  await json('investigate', '--source', at('sample'), '--device', 'pump-07', '--hub', 'plant', '--out', path);
  await json('answer', path, 'users-1', 'unexpected', '--reason', 'sysupd is new', '--cite', 'E4:1');
  await json('note', path, 'Operations were called.');
});

describe('a whole case, sealed', () => {
  const sealed = at('pump.zip.age');
  const taken = at('taken.casefile');
  test('is exported for somebody, and custody tells of it', async () => {
    const head = (await custody(path)).at(-1).hash;
    const { code, stdout, stderr } = await casebook(
      ['export', path, '--out', sealed, '--passphrase-stdin', '--for', 'Hospital IT', '--by', 'Ada'],
      { input: `${passphrase}\n` },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Contents +the whole case$/m);
    expect(stdout).toMatch(/^Sealed +with the passphrase$/m);
    expect(stdout).toContain(sha256(sealed));
    expect(readFileSync(sealed).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect((await custody(path)).at(-1)).toMatchObject({
      action: 'share',
      actor: 'Ada',
      detail: {
        file: 'pump.zip.age',
        fileSha256: sha256(sealed),
        contents: 'whole',
        custodyHead: expect.stringMatching(/^[0-9a-f]{64}$/),
        sealed: true,
        recipient: 'Hospital IT',
      },
    });
    expect((await custody(path)).some((event: { hash: string }) => event.hash === head)).toBe(true);
  });

  test('is not written over what is there', async () => {
    const before = sha256(sealed);
    const again = await casebook(['export', path, '--out', sealed]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('exists already');
    expect(sha256(sealed)).toBe(before);
  });

  test.each([
    ['no passphrase', [], '', /is sealed with a passphrase, and none was given/],
    ['another passphrase', ['--passphrase-stdin'], 'otter lamp fern oak', /passphrase does not open/],
    ['an empty passphrase', ['--passphrase-stdin'], '\n', /The passphrase is empty/],
  ])('does not open with %s, and leaves nothing', async (_, options, input, message) => {
    const refused = await casebook(['import', sealed, '--out', taken, ...options], { input });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('taken'))).toEqual([]);
  });

  test('is imported with the sender’s chain, and verifies', async () => {
    writeFileSync(at('passphrase.txt'), passphrase);
    const imported = await json(
      ...['import', sealed, '--out', taken, '--passphrase-file', at('passphrase.txt'), '--by', 'Bo'],
    );
    expect(imported).toMatchObject({
      contents: 'whole',
      sealed: true,
      sha256: sha256(sealed),
      leftOut: 0,
      path: taken,
    });
    expect(await json('verify', taken)).toMatchObject({ ok: true });
    const sent = await custody(path);
    const received = await custody(taken);
    const event = received.find(({ action }: { action: string }) => action === 'import');
    expect(event).toMatchObject({
      actor: 'Bo',
      detail: { file: 'pump.zip.age', fileSha256: sha256(sealed), contents: 'whole', sealed: true },
    });
    const senderHead = sent.find(({ action }: { action: string }) => action === 'share').detail.custodyHead;
    expect(event.detail.senderHead).toBe(senderHead);
    const before = received.slice(0, received.indexOf(event));
    expect(before.at(-1).hash).toBe(senderHead);
    expect(before).toEqual(sent.slice(0, before.length));
  });

  test('that was changed on the way is refused', async () => {
    const bytes = readFileSync(sealed);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 100) ^ 1, bytes.length - 100);
    writeFileSync(at('changed.zip.age'), bytes);
    const refused = await casebook(
      ['import', at('changed.zip.age'), '--out', at('changed.casefile'), '--passphrase-stdin'],
      { input: passphrase },
    );
    expect(refused.code).toBe(2);
    expect(existsSync(at('changed.casefile'))).toBe(false);
  });
});

describe('a part', () => {
  test('takes chosen exhibits, names what it leaves out, and becomes a case of its own', async () => {
    const part = at('part.zip');
    const exported = await json('export', path, '--out', part, '--exhibits', '4,5', '--without', 'notes');
    expect(exported).toMatchObject({ contents: 'part', sealed: false });
    expect(exported.leftOut.map(({ record }: { record: string }) => record)).toEqual(
      expect.arrayContaining(['exhibit 1', 'note 1, revision 1']),
    );
    expect((await custody(path)).at(-1)).toMatchObject({
      action: 'export',
      detail: { file: 'part.zip', contents: 'part', exhibits: [4, 5], leftOut: exported.leftOut.length, sealed: false },
    });
    const imported = await json('import', part, '--out', at('part.casefile'));
    expect(imported).toMatchObject({ contents: 'part', sealed: false, leftOut: exported.leftOut.length });
    expect(await json('verify', at('part.casefile'))).toMatchObject({ ok: true, checked: { exhibits: 2, notes: 0 } });
    const actions = (await custody(at('part.casefile'))).map(({ action }: { action: string }) => action);
    expect(actions.slice(0, 2)).toEqual(['create', 'import']);
    const { stdout } = await casebook(['import', part, '--out', at('again.casefile')]);
    expect(stdout).toContain(`a part of the case; ${exported.leftOut.length} records were left out`);
  });

  test('of rows alone is a folder of CSV and JSON lines, and custody names the files', async () => {
    const { files } = await json('export', path, '--csv', at('rows'), '--exhibits', '4');
    expect(files.map(({ name }: { name: string }) => name)).toEqual(['exhibit-4.csv', 'exhibit-4.jsonl']);
    for (const { name, sha256: told } of files) expect(sha256(join(at('rows'), name))).toBe(told);
    expect((await custody(path)).at(-1)).toMatchObject({ action: 'export', detail: { contents: 'tables', files } });
  });

  test.each([
    ['nowhere', [], /--out FILE .* --csv DIR/],
    ['a kind that there is none of', ['--out', at('x.zip'), '--without', 'pictures'], /knows no "pictures"/],
    ['an exhibit that is not there', ['--out', at('x.zip'), '--exhibits', '4711'], /exhibit 4711/i],
    ['rows with an actor, whom no event would name', ['--csv', at('x'), '--by', 'Ada'], /leave out/],
  ])('refuses %s', async (_, options, message) => {
    const refused = await casebook(['export', path, ...options]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(message);
    expect([existsSync(at('x.zip')), existsSync(at('x'))]).toEqual([false, false]);
  });

  test('refuses a short passphrase before it reads anything', async () => {
    const refused = await casebook(['export', path, '--out', at('x.zip.age'), '--passphrase-stdin'], {
      input: 'short',
    });
    expect(refused.stderr).toMatch(/fewer than 12 characters/);
    expect(refused.code).toBe(2);
  });
});

test('a file that is no portable case is refused with what to do', async () => {
  writeFileSync(at('not.zip'), 'PK\u0003\u0004 nothing');
  const refused = await casebook(['import', at('not.zip'), '--out', at('not.casefile')]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('Ask the sender');
});
