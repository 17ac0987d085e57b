import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogSource } from '../../../src/engine/logs/logSource.ts';
import { openSourceRegistry } from '../../../src/engine/logs/sourceRegistry.ts';

/** The workspaces of the service: folders of table files by workspace id, several together where a query names several. */
export function openWorkspaces(folders: Readonly<Record<string, string>>) {
  const registry = openSourceRegistry();
  const merged = new Map<string, string>();

  const merge = (ids: readonly string[]): string => {
    const folder = mkdtempSync(join(tmpdir(), 'casebook-workspaces-'));
    ids.forEach((id, place) => {
      for (const file of readdirSync(folders[id] ?? '')) {
        const [name = '', ...endings] = file.split('.');
        if (endings[0] === 'ndjson')
          cpSync(join(folders[id] ?? '', file), join(folder, `${name}-${place}.${endings.join('.')}`));
      }
    });
    return folder;
  };

  return {
    has: (id: string) => folders[id] !== undefined,
    open(ids: readonly string[]): Promise<LogSource> {
      const key = ids.join();
      const folder = ids.length === 1 ? (folders[key] ?? '') : (merged.get(key) ?? merge(ids));
      if (ids.length > 1) merged.set(key, folder);
      return registry.open({ kind: 'local', folder });
    },
    async close() {
      await registry.closeAll();
      for (const folder of merged.values()) rmSync(folder, { recursive: true, force: true });
    },
  };
}
