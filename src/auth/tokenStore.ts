import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Encrypts for this user of this machine alone, as Electron's safeStorage does. */
export interface Protection {
  encrypt(text: string): Promise<Uint8Array> | Uint8Array;
  decrypt(bytes: Uint8Array): Promise<string> | string;
}

/** Where sign-ins are kept, as the person is told. */
export type Keeping =
  | { readonly place: 'file'; readonly path: string; readonly note: string | null }
  /** Until the program ends; `note` says why. */
  | { readonly place: 'memory'; readonly note: string };

/** The client library's cache as one text. Read and write it only between `hold` and the release that `hold` answers with. */
export interface TokenStore {
  keeping(): Promise<Keeping>;
  /** Waits until nobody else holds the store. */
  hold(): Promise<() => Promise<void>>;
  /** Undefined where there is none yet, or what was there could not be used. */
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

const section = z.record(z.string(), z.looseObject({}));
/** The five sections that the client library writes, always all of them. */
const cacheShape = z.looseObject({
  Account: section,
  IdToken: section,
  AccessToken: section,
  RefreshToken: section,
  AppMetadata: section,
});

/** Keeps sign-ins until the program ends; `note` says why they are not kept longer. */
export function memoryStore(note: string): TokenStore {
  const turn = turns();
  let kept: string | undefined;
  return {
    keeping: async () => ({ place: 'memory', note }),
    hold: async () => {
      const done = await turn();
      return async () => done();
    },
    read: async () => kept,
    write: async (text) => {
      kept = text;
    },
  };
}

/**
 * Keeps sign-ins in an encrypted file that its user alone can read. One that cannot be decrypted or has another shape is renamed aside
 * (`<name>.damaged-<id>`), never deleted. Where the file cannot be used, sign-ins are kept in memory from then on, and `keeping` says
 * so: a sign-in that a person has just completed is not lost.
 */
export function fileStore(path: string, protection: Protection): TokenStore {
  const turn = turns();
  let inMemory: TokenStore | undefined;
  let note: string | null = null;

  const fallBack = (error: unknown): TokenStore => {
    const reason = error instanceof Error ? error.message : String(error);
    inMemory = memoryStore(`Sign-ins cannot be saved (${reason}), so they last until Casebook ends.`);
    return inMemory;
  };

  async function readFileText(): Promise<string | undefined> {
    try {
      const text = await protection.decrypt(await readFile(path));
      cacheShape.parse(JSON.parse(text));
      return text;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      const aside = `${path}.damaged-${randomUUID()}`;
      await rename(path, aside);
      note = `The file of sign-ins could not be read and was set aside as ${aside}. Sign in again.`;
      return undefined;
    }
  }

  return {
    keeping: async () => inMemory?.keeping() ?? { place: 'file', path, note },
    async hold() {
      const done = await turn();
      const unlock = inMemory ? undefined : await lock(`${path}.lock`).catch((error: unknown) => void fallBack(error));
      return async () => {
        await unlock?.();
        done();
      };
    },
    async read() {
      try {
        return inMemory ? await inMemory.read() : await readFileText();
      } catch (error) {
        return fallBack(error).read();
      }
    },
    async write(text) {
      if (inMemory) return inMemory.write(text);
      try {
        await writeDurably(path, await protection.encrypt(text));
        note = null;
      } catch (error) {
        await fallBack(error).write(text);
      }
    },
  };
}

/** A store that is chosen when it is first needed, since a system may take its time to tell what it offers. */
export function laterStore(choose: () => Promise<TokenStore>): TokenStore {
  let chosen: Promise<TokenStore> | undefined;
  const store = () => {
    chosen ??= choose();
    return chosen;
  };
  return {
    keeping: async () => (await store()).keeping(),
    hold: async () => (await store()).hold(),
    read: async () => (await store()).read(),
    write: async (text) => (await store()).write(text),
  };
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** One after the other: waits for the turns asked for before, and answers with what ends this one. */
function turns(): () => Promise<() => void> {
  let last: Promise<unknown> = Promise.resolve();
  return async () => {
    const before = last;
    const mine = Promise.withResolvers<void>();
    last = mine.promise;
    await before;
    return mine.resolve;
  };
}

/** A lock older than this was left by a program that died: what it guards takes milliseconds. */
const staleAfterMs = 10_000;

/** Makes the lock file once no other program's stands, so that none writes in between; answers with what removes it. */
async function lock(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true });
  for (;;) {
    try {
      await (await open(path, 'wx', 0o600)).close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const made = await stat(path).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > staleAfterMs) await rm(path, { force: true });
    else await new Promise((done) => setTimeout(done, 20));
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
