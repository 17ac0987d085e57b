import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { guest, kim } from '../../test/support/openIdServer/world.ts';
import { claimsOf, never, newSignIn, openIdServerForTests, signInAs, targetIn, tokenFor } from './testSignIn.ts';
import { fileStore, type Protection } from './tokenStore.ts';

const server = openIdServerForTests();
const target = () => targetIn(server.current.cloud());

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-sign-in-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Not an encryption: it shows that what is on the disk went through it. */
const upsideDown: Protection = {
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (bytes) => Buffer.from(bytes).reverse().toString(),
};

describe('what is kept', () => {
  const path = () => join(folder, 'sign-in.bin');

  test('a file survives a restart; it is the user’s alone, and holds nothing in plain text', async () => {
    await newSignIn({ store: fileStore(path(), upsideDown) }).withBrowser(target(), never());
    const bytes = await readFile(path(), 'utf8');
    expect(bytes).not.toContain(kim.username);
    expect(bytes).not.toContain('eyJ');
    const restarted = newSignIn({ store: fileStore(path(), upsideDown) });
    expect(claimsOf(await tokenFor(restarted, target()))).toMatchObject({ sub: kim.id });
    expect(await restarted.keeping(target())).toEqual({ place: 'file', path: path(), note: null });
    expect(await readdir(folder)).toEqual(['sign-in.bin']);
  });

  test('a sign-out in another program leaves no ghost here', async () => {
    const [here, there] = [1, 2].map(() => newSignIn({ store: fileStore(path(), upsideDown) }));
    if (!here || !there) throw new Error('two programs');
    const { id } = await here.withBrowser(target(), never());
    await there.signOut(target(), id);
    expect(await here.accounts(target())).toEqual([]);
  });

  test('programs that sign in at once keep each other’s accounts', async () => {
    const programs = [kim, guest, kim, guest].map(({ username }) =>
      newSignIn({ browser: signInAs(username), store: fileStore(path(), upsideDown) }),
    );
    await Promise.all(programs.map((program) => program.withBrowser(target(), never())));
    const after = newSignIn({ store: fileStore(path(), upsideDown) });
    expect(await after.accounts(target())).toHaveLength(2);
    for (const { username } of [kim, guest])
      await expect(tokenFor(after, target(), { account: username })).resolves.toBeDefined();
  });

  test.each([
    ['no text of ours', Buffer.from('rubbish')],
    ['JSON of another shape', upsideDown.encrypt('{"accounts":[]}')],
    [
      'JSON with a section of another shape',
      upsideDown.encrypt('{"Account":[],"IdToken":{},"AccessToken":{},"RefreshToken":{},"AppMetadata":{}}'),
    ],
  ])('a file with %s is set aside whole, said, and a new sign-in works', async (_, content) => {
    const bytes = await content;
    await writeFile(path(), bytes);
    const signIn = newSignIn({ store: fileStore(path(), upsideDown) });
    expect(await signIn.accounts(target())).toEqual([]);
    const [aside = ''] = (await readdir(folder)).filter((name) => name.startsWith('sign-in.bin.damaged-'));
    expect(await readFile(join(folder, aside))).toEqual(Buffer.from(bytes));
    expect((await signIn.keeping(target())).note).toContain(`set aside as ${join(folder, aside)}`);
    await signIn.withBrowser(target(), never());
    expect(await signIn.accounts(target())).toHaveLength(1);
  });

  test.each([
    [
      'encryption that fails',
      () => fileStore(path(), { ...upsideDown, encrypt: () => Promise.reject(new Error('no keyring')) }),
      'no keyring',
    ],
    [
      'a folder that cannot be made',
      async () => {
        await writeFile(join(folder, 'file'), '');
        return fileStore(join(folder, 'file', 'sign-in.bin'), upsideDown);
      },
      'mkdir',
    ],
  ])('%s loses no sign-in: it lasts until the program ends, and that is said', async (_, open, words) => {
    const signIn = newSignIn({ store: await open() });
    await signIn.withBrowser(target(), never());
    expect(claimsOf(await tokenFor(signIn, target()))).toMatchObject({ sub: kim.id });
    expect(await signIn.keeping(target())).toMatchObject({ place: 'memory', note: expect.stringContaining(words) });
  });

  test('the lock of a program that died does not stop the next', async () => {
    await writeFile(`${path()}.lock`, '');
    await utimes(`${path()}.lock`, new Date(0), new Date(0));
    expect(await newSignIn({ store: fileStore(path(), upsideDown) }).accounts(target())).toEqual([]);
  });
});
