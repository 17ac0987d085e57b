import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { CasebookError } from '../../shared/result.ts';

/** A small JSON file of the product's own, such as the recent cases. */
export interface JsonFile<T> {
  read(): Promise<T>;
  /** Reads, changes and writes back; calls are served one after the other. Throws `notWritable`. */
  update(change: (value: T) => T): Promise<void>;
  /** Settles when no write is under way. */
  settled(): Promise<void>;
}

/**
 * Reads through `schema` and writes atomically. A missing file reads as `empty`; one that is damaged or cannot be read is renamed aside
 * (`<name>.damaged-<id>`), never deleted, and reads as `empty`.
 */
export function jsonFile<S extends z.ZodType>(path: string, schema: S, empty: z.output<S>): JsonFile<z.output<S>> {
  let last: Promise<void> = Promise.resolve();

  async function read(): Promise<z.output<S>> {
    let text: string | undefined;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return empty;
    }
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    await rename(path, `${path}.damaged-${randomUUID()}`).catch(() => undefined);
    return empty;
  }

  async function write(value: z.output<S>): Promise<void> {
    const draft = `${path}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeDurably(draft, JSON.stringify(value, null, 2));
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      const reason = error instanceof Error ? error.message : String(error);
      throw new CasebookError('notWritable', `${path} could not be written: ${reason}`);
    }
  }

  return {
    read: () => last.then(read, read),
    update(change) {
      const next = last.then(async () => write(change(await read())));
      last = next.catch(() => undefined);
      return next;
    },
    settled: () => last,
  };
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
