import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refuseExisting, writeFailure, writeNewFile } from './write.ts';

const bytes = new TextEncoder().encode('%PDF-1.7');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-report-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

test('writes the bytes and leaves nothing else', () => {
  writeNewFile(join(folder, 'a.pdf'), bytes);
  expect(readdirSync(folder)).toEqual(['a.pdf']);
  expect(readFileSync(join(folder, 'a.pdf'), 'utf8')).toBe('%PDF-1.7');
});

test('refuses a path that exists and leaves it as it was', () => {
  writeFileSync(join(folder, 'a.pdf'), 'mine');
  expect(() => writeNewFile(join(folder, 'a.pdf'), bytes)).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(() => refuseExisting(folder)).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(readFileSync(join(folder, 'a.pdf'), 'utf8')).toBe('mine');
  expect(readdirSync(folder)).toEqual(['a.pdf']);
});

test('does not write through a link that leads nowhere yet', () => {
  symlinkSync(join(folder, 'elsewhere.pdf'), join(folder, 'a.pdf'));
  expect(() => writeNewFile(join(folder, 'a.pdf'), bytes)).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(readdirSync(folder)).toEqual(['a.pdf']);
});

test('names a folder that is missing or none', () => {
  expect(() => writeNewFile(join(folder, 'no', 'a.pdf'), bytes)).toThrow(
    expect.objectContaining({ code: 'folderNotFound' }),
  );
  writeFileSync(join(folder, 'file'), '');
  expect(() => writeNewFile(join(folder, 'file', 'a.pdf'), bytes)).toThrow(
    expect.objectContaining({ code: 'folderNotFound' }),
  );
});

test('a name that is too long is refused with a reason', () => {
  expect(() => writeNewFile(join(folder, `${'a'.repeat(300)}.pdf`), bytes)).toThrow(
    expect.objectContaining({ code: 'notWritable' }),
  );
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['EACCES', 'notWritable'],
  ['EPERM', 'notWritable'],
  ['EROFS', 'notWritable'],
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
])('%s is %s, with the folder named', (code, expected) => {
  const failure = writeFailure('/reports/a.pdf', Object.assign(new Error(code), { code }));
  expect(failure).toMatchObject({ code: expected, message: expect.stringContaining('/reports') });
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'names a folder that may not be written to',
  () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(() => writeNewFile(join(locked, 'a.pdf'), bytes)).toThrow(expect.objectContaining({ code: 'notWritable' }));
    chmodSync(locked, 0o700);
  },
);
