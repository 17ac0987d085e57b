import { writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { testFolder } from '../casefile/testCase.ts';
import { readProfileFile, writeProfileFile } from './profileFiles.ts';

const place = testFolder();
afterAll(() => place.remove());

const shared = {
  name: 'Pump',
  deviceModel: 'P-100',
  content: { version: 1 as const, users: [{ name: 'pi', groups: ['video'] }], origins: ['192.0.2.0/24'] },
};

test('a profile that was written is read as it was, and no file is written over', async () => {
  const path = place.at('pump.json');
  expect(await writeProfileFile(path, shared)).toEqual({ path });
  expect(await readProfileFile(path)).toEqual(shared);
  await expect(writeProfileFile(path, shared)).rejects.toMatchObject({ code: 'outputExists' });
  await expect(writeProfileFile(place.at('no/pump.json'), shared)).rejects.toMatchObject({ code: 'folderNotFound' });
});

test.each([
  ['no JSON', '{', /not JSON/],
  ['another file', '{"format":"other"}', /is no profile: format: /],
  [
    'a list of another shape',
    JSON.stringify({ format: 'casebook-profile', ...shared, content: { version: 1, users: [{ name: 'pi' }] } }),
    /content\.users\.0\.groups/,
  ],
  [
    'a newer version',
    JSON.stringify({ format: 'casebook-profile', ...shared, content: { version: 2 } }),
    /content\.version/,
  ],
])('%s is refused with its place', async (name, text, reason) => {
  const path = place.at(`${name}.json`);
  writeFileSync(path, text);
  await expect(readProfileFile(path)).rejects.toMatchObject({
    code: 'invalidInput',
    message: expect.stringMatching(reason),
  });
});

test('what is not there and what is a folder are told apart', async () => {
  await expect(readProfileFile(place.at('none.json'))).rejects.toMatchObject({ code: 'fileNotFound' });
  await expect(readProfileFile(place.folder)).rejects.toMatchObject({ message: expect.stringContaining('not a file') });
});
