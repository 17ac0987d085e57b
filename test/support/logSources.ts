import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Cell } from '../../src/core/kqlText/kqlTypes.ts';
import { readShownAnswer } from '../../src/engine/casefile/answer/shownAnswer.ts';
import type { LogSource } from '../../src/engine/logs/logSource.ts';
import { openSourceRegistry } from '../../src/engine/logs/sourceRegistry.ts';
import type { SourceDescription } from '../../src/shared/contract/index.ts';

/** Folders, sources and an engine for one test file; all are gone afterwards. */
export function testSources() {
  const root = mkdtempSync(join(tmpdir(), 'casebook-logs-'));
  const registry = openSourceRegistry();
  const signal = new AbortController().signal;
  let count = 0;
  afterAll(async () => {
    await registry.closeAll();
    rmSync(root, { recursive: true, force: true });
  });
  const folder = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
    count += 1;
    const path = join(root, `source ${count}`);
    mkdirSync(path);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    }
    return path;
  };
  const open = (path: string): Promise<LogSource> => registry.open({ kind: 'local', folder: path });
  const query = async (source: LogSource, kql: string): Promise<{ columns: string[]; rows: Cell[][] }> => {
    const { columns, rows } = readShownAnswer((await source.query(kql, undefined, signal)).body);
    return { columns: columns.map(({ name, type }) => `${name}:${type}`), rows };
  };
  return {
    folder,
    open,
    query,
    signal,
    openFiles: (files: Readonly<Record<string, string | Uint8Array>>) => open(folder(files)),
    async rows(files: Readonly<Record<string, string | Uint8Array>>, kql: string): Promise<Cell[][]> {
      return (await query(await open(folder(files)), kql)).rows;
    },
    async describe(files: Readonly<Record<string, string | Uint8Array>>): Promise<SourceDescription> {
      return (await open(folder(files))).describe(signal);
    },
  };
}
