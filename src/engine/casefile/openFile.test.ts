import { existsSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import { fullCase, testFacts, testFolder } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

let place: ReturnType<typeof testFolder>;
beforeEach(() => {
  place = testFolder();
});
afterEach(() => place.remove());

const onPosix = test.skipIf(process.platform === 'win32');

onPosix('a file that is deleted while it is open takes nothing more, and what it held is kept beside it', async () => {
  const path = place.at('a.casefile');
  const file = await fullCase(path);
  rmSync(path);
  expect(() => file.addNote('late')).toThrow(/was moved, deleted or replaced while it was open/);
  expect(() => file.addNote('later')).toThrow(/All that was saved before is in .*a-rescued-.*\.casefile/);
  expect(file.view().notes).toMatchObject([{ text: 'Second thought' }]);
  const head = file.view().custody.head;
  file.close();
  const rescued = readdirSync(place.folder).filter((name) => name.includes('-rescued-'));
  expect(rescued.length).toBe(1);
  expect(verifyCase(place.at(rescued[0] ?? ''))).toMatchObject({ ok: true, problems: [], custodyHead: head });
});

onPosix(
  'a file that is moved while it is open keeps all that was saved, and another in its place is not touched',
  async () => {
    const path = place.at('a.casefile');
    const file = await fullCase(path);
    renameSync(path, place.at('moved.casefile'));
    writeFileSync(path, 'mine');
    expect(() => file.addNote('late')).toThrow(expect.objectContaining({ code: 'notWritable' }));
    const { custody } = file.view();
    file.close();
    expect(statSync(path).size).toBe(4);
    const [rescued = ''] = readdirSync(place.folder).filter((name) => name.includes('-rescued-'));
    expect(verifyCase(place.at(rescued))).toMatchObject({ ok: true, custodyHead: custody.head });
    expect(verifyCase(place.at('moved.casefile'))).toMatchObject({ ok: true, problems: [] });
  },
);

onPosix('a file that is gone when the case is closed is told of then, and nothing is left behind', async () => {
  const path = place.at('a.casefile');
  const file = await fullCase(path);
  rmSync(path);
  expect(() => file.close()).toThrow(/was moved, deleted or replaced .* All that was saved before is in /);
  const left = readdirSync(place.folder);
  expect(left).toEqual([expect.stringContaining('a-rescued-')]);
  expect(verifyCase(place.at(left[0] ?? '')).ok).toBe(true);
});

onPosix('a file beside the case that points elsewhere is not followed', async () => {
  const path = place.at('a.casefile');
  (await fullCase(path)).close();
  const victim = place.at('victim');
  for (const suffix of ['-claim', '-holder', '-wal', '-shm', '-journal']) {
    symlinkSync(victim, path + suffix);
    expect(() => createCaseRegistry('0.1.0').open(path), suffix).toThrow(/beside it is not a plain file/);
    expect(() => verifyCase(path), suffix).toThrow(/beside it is not a plain file/);
    rmSync(path + suffix);
  }
  expect(existsSync(victim)).toBe(false);
});

test('the holder’s file is gone with the session, and one that a killed process left is no obstacle', async () => {
  const path = place.at('a.casefile');
  (await fullCase(path)).close();
  writeFileSync(`${path}-holder`, 'not JSON');
  const registry = createCaseRegistry('0.1.0');
  expect(registry.open(path).readOnly).toBe(false);
  expect(readdirSync(place.folder).sort()).toEqual(['a.casefile', 'a.casefile-claim', 'a.casefile-holder']);
  registry.closeAll();
  expect(readdirSync(place.folder)).toEqual(['a.casefile']);
});

test('a case that is lent for reading stands in nobody’s way, not even of the same file’s own session', async () => {
  const path = place.at('a.casefile');
  (await fullCase(path)).close();
  const registry = createCaseRegistry('0.1.0');
  const lent = registry.openToRead(path);
  expect(lent.view()).toMatchObject({ readOnly: true, readOnlyReason: 'it was opened only to be read' });
  expect(readdirSync(place.folder)).toEqual(['a.casefile']);
  const own = registry.open(path);
  expect(own.readOnly).toBe(false);
  expect(own.caseId).not.toBe(lent.caseId);
  own.addNote('While it is lent');
  expect(lent.view().notes.at(-1)?.text).toBe('While it is lent');
  registry.close(lent.caseId);
  expect(registry.open(path)).toBe(own);
  own.addNote('After it came back');
  registry.closeAll();
  expect(readdirSync(place.folder)).toEqual(['a.casefile']);
  expect(verifyCase(path)).toMatchObject({ ok: true, problems: [] });
});

test('a new case beside a leftover of another name is its own', () => {
  const path = place.at('b.casefile');
  writeFileSync(`${path}-holder`, '{"user":"x"}');
  const file = createCaseRegistry('0.1.0').create(path, testFacts);
  expect(file.view()).toMatchObject({ readOnly: false, readOnlyReason: null });
  file.close();
});
