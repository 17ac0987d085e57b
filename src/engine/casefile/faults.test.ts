import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testFolder } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

let place: ReturnType<typeof testFolder>;
beforeEach(() => {
  place = testFolder();
});
afterEach(() => place.remove());

const onPosix = test.skipIf(process.platform === 'win32');
const urlOf = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);

/** What a session's script may use; `tell` says what came of a write. */
const prologue = `
  const { createCaseRegistry } = await import(${urlOf('./caseRegistry.ts')});
  const { answerBody, testCapture, testFacts } = await import(${urlOf('./testCase.ts')});
  const fs = await import('node:fs');
  const path = process.argv[1];
  const registry = createCaseRegistry('0.1.0');
  const told = [];
  const tell = async (write) => {
    try { await write(); told.push('saved'); } catch (error) { told.push([error.code, error.message]); }
  };
`;
const epilogue = '; process.stdout.write(JSON.stringify(told));';

/** Runs a session in a process of its own, and hands back what it told. */
function session(script: string, path: string, shell = 'exec "$@"'): unknown {
  const node = [process.execPath, '--input-type=module', '-e', prologue + script + epilogue, path];
  const { stdout, stderr, status } = spawnSync('sh', ['-c', shell, 'sh', ...node], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

onPosix('a file that may grow no further stops a write, and takes nothing from the case', { timeout: 60_000 }, () => {
  const path = place.at('a.casefile');
  const told = session(
    `
    const file = registry.create(path, testFacts);
    const rows = JSON.stringify(Array.from({ length: 40000 }, (_, n) => [n + ' ' + Math.sin(n)]));
    const big = testCapture(answerBody([{ name: 'a', type: 'string' }], rows));
    await tell(() => file.addNote('before'));
    await tell(() => file.addExhibit(big));
    await tell(() => file.addNote('after'));
    const all = file.view();
    told.push(all.exhibits.length, all.notes.map(({ text }) => text));
    registry.closeAll();`,
    path,
    // Blocks of 512 bytes; without the trap the signal that goes with the limit would end the process.
    `trap '' XFSZ; ulimit -f 1000; exec "$@"`,
  );
  expect(told).toEqual([
    'saved',
    [expect.stringMatching(/diskFull|notWritable/), expect.stringMatching(/The case holds everything saved before/)],
    'saved',
    0,
    ['before', 'after'],
  ]);
  expect(verifyCase(path)).toMatchObject({ ok: true, problems: [], checked: { notes: 2, exhibits: 0 } });
  expect(readdirSync(place.folder)).toEqual(['a.casefile']);
});

/** A user without rights of its own, for the times when the tests run as root, whom no permission stops. */
const nobody = 65_534;
const asNobody = process.getuid?.() === 0 ? `exec setpriv --reuid ${nobody} --clear-groups "$@"` : 'exec "$@"';
const canBeNobody =
  process.platform !== 'win32' &&
  (process.getuid?.() !== 0 || spawnSync('sh', ['-c', asNobody, 'sh', process.execPath, '-e', '0']).status === 0);

test.skipIf(!canBeNobody)(
  'a right that is lost during a session stops the write with a reason, and nothing is lost',
  {
    timeout: 60_000,
  },
  () => {
    const path = place.at('a.casefile');
    if (process.getuid?.() === 0) chownSync(place.folder, nobody, nobody);
    const told = session(
      `
    const made = registry.create(path, testFacts);
    made.addNote('before');
    registry.closeAll();
    const file = registry.open(path);
    told.push(file.readOnly);
    fs.chmodSync(${JSON.stringify(place.folder)}, 0o555);
    await tell(() => file.addNote('locked out'));
    told.push(file.view().notes.length);
    fs.chmodSync(${JSON.stringify(place.folder)}, 0o755);
    await tell(() => file.addNote('again'));
    registry.closeAll();
    fs.chmodSync(path, 0o444);
    const locked = registry.open(path);
    told.push(locked.view().readOnlyReason);
    await tell(() => locked.addNote('never'));
    registry.closeAll();
    fs.chmodSync(path, 0o000);
    await tell(() => registry.open(path));`,
      path,
      asNobody,
    );
    const refusal = /copy it to a folder that you may write to/;
    expect(told).toEqual([
      false,
      [expect.stringMatching(/caseReadOnly|notWritable/), expect.stringMatching(refusal)],
      1,
      'saved',
      expect.stringMatching(/you may not write to it or to its folder/),
      ['caseReadOnly', expect.stringMatching(refusal)],
      ['caseNotFound', expect.stringMatching(/cannot be read \(EACCES\)/)],
    ]);
    chmodSync(path, 0o644);
    expect(verifyCase(path)).toMatchObject({ ok: true, problems: [], checked: { notes: 2 } });
    expect(readdirSync(place.folder)).toEqual(['a.casefile']);
  },
);
