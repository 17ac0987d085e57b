import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import { answerBody, sampleColumns, sampleRows, testCapture, testFacts, testFolder } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
afterAll(() => place.remove());
const create = (path: string) => createCaseRegistry('0.1.0').create(path, testFacts);

test('what exists is never overwritten', () => {
  const path = place.at('exists.casefile');
  writeFileSync(path, 'mine');
  expect(() => create(path)).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(readFileSync(path, 'utf8')).toBe('mine');
  symlinkSync(place.at('nowhere'), place.at('dangling.casefile'));
  expect(() => create(place.at('dangling.casefile'))).toThrow(expect.objectContaining({ code: 'outputExists' }));
  mkdirSync(place.at('folder.casefile'));
  expect(() => create(place.at('folder.casefile'))).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(readdirSync(place.folder).sort()).toEqual(['dangling.casefile', 'exists.casefile', 'folder.casefile']);
});

test('a folder that is not there, or cannot be written to, is named', () => {
  expect(() => create(place.at('no/such/a.casefile'))).toThrow(expect.objectContaining({ code: 'folderNotFound' }));
  expect(() => create(join(place.at('exists.casefile'), 'a.casefile'))).toThrow(
    expect.objectContaining({ code: 'folderNotFound' }),
  );
  expect(() => create(place.at(`${'x'.repeat(300)}.casefile`))).toThrow(
    expect.objectContaining({ code: 'invalidInput' }),
  );
});

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && process.platform === 'linux' && tryMount();

/** Runs one of the system's own programs. */
function system(program: string, ...options: string[]): void {
  execFileSync(program, options, { stdio: 'ignore' });
}

function tryMount(): boolean {
  try {
    mkdirSync(place.at('probe'));
    system('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place.at('probe'));
    system('umount', place.at('probe'));
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(place.at('probe'));
  }
}

/** Runs `work` in a folder that is a file system of its own, of `size`. */
async function onSmallDisk(
  name: string,
  size: string,
  work: (at: (file: string) => string, folder: string) => void | Promise<void>,
) {
  const folder = place.at(name);
  mkdirSync(folder);
  system('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  try {
    await work((file) => join(folder, file), folder);
  } finally {
    system('umount', '-l', folder);
  }
}

test.skipIf(isRoot || process.platform === 'win32')('a read-only folder is named, and a case in it can be read', () => {
  const folder = place.at('locked');
  mkdirSync(folder);
  create(join(folder, 'a.casefile')).close();
  chmodSync(folder, 0o555);
  try {
    expect(() => create(join(folder, 'b.casefile'))).toThrow(expect.objectContaining({ code: 'notWritable' }));
    const file = createCaseRegistry('0.1.0').open(join(folder, 'a.casefile'));
    expect(file.readOnly).toBe(true);
    file.close();
  } finally {
    chmodSync(folder, 0o755);
  }
});

test.skipIf(!canMount)('a read-only disk is named, and a case on it can be read and verified', async () => {
  await onSmallDisk('readonly', '4m', async (at, folder) => {
    const made = create(at('a.casefile'));
    await made.addExhibit(testCapture(answerBody(sampleColumns, sampleRows)));
    made.close();
    system('mount', '-o', 'remount,ro', folder);
    expect(() => create(at('b.casefile'))).toThrow(expect.objectContaining({ code: 'notWritable' }));
    const file = createCaseRegistry('0.1.0').open(at('a.casefile'));
    expect(file.readOnly).toBe(true);
    expect(file.page({ exhibit: 1, offset: 0, limit: 9, sort: { column: 'Count', descending: true } }).total).toBe(4);
    expect(() => file.addNote('x')).toThrow(expect.objectContaining({ code: 'caseReadOnly' }));
    file.close();
    expect(verifyCase(at('a.casefile')).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.casefile']);
  });
});

test.skipIf(!canMount)('a full disk stops a write, and takes nothing from the case', async () => {
  await onSmallDisk('full', '3m', async (at, folder) => {
    const file = create(at('a.casefile'));
    file.addNote('before');
    const rows = JSON.stringify(Array.from({ length: 60_000 }, (_, n) => [`${n} ${Math.sin(n)} ${Math.cos(n)}`]));
    const big = testCapture(answerBody([{ name: 'a', type: 'string' }], rows));
    await expect(file.addExhibit(big)).rejects.toMatchObject({ code: 'diskFull' });
    expect(file.view()).toMatchObject({ exhibits: [], notes: [{ text: 'before' }], custody: { count: 2 } });
    const small = await file.addExhibit(testCapture(answerBody(sampleColumns, sampleRows)));
    expect(small.number).toBe(1);
    file.close();
    expect(readdirSync(folder)).toEqual(['a.casefile']);
    expect(verifyCase(at('a.casefile'))).toMatchObject({ ok: true, checked: { exhibits: 1, notes: 1 } });
  });
});

test.skipIf(!canMount)('a disk too small for a new case is left as it was', async () => {
  await onSmallDisk('tiny', '32k', (at, folder) => {
    expect(() => create(at('a.casefile'))).toThrow(expect.objectContaining({ code: 'diskFull' }));
    expect(readdirSync(folder)).toEqual([]);
  });
});
