import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../core/custody/canonicalJson.ts';
import { CasebookError } from '../../shared/result.ts';
import { readPlaybook } from './playbookFile.ts';
import type { LoadedPlaybook, PlaybookLibrary } from './playbookLibrary.ts';

/**
 * The playbooks of a folder: each in a folder of its own with a `playbook.yaml`. They are read at the first call, so that
 * starting the engine does not wait for them.
 */
export function openPlaybookLibrary(folder: string): PlaybookLibrary {
  let loaded: readonly LoadedPlaybook[] | undefined;
  const list = () => {
    loaded ??= readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
      .filter((path) => existsSync(join(path, 'playbook.yaml')))
      .map(load);
    return loaded;
  };
  return {
    list,
    get(id) {
      const found = list().find(({ playbook }) => playbook.id === id);
      if (found) return found;
      const known = list().map(({ playbook }) => playbook.id);
      throw new CasebookError('unknownPlaybook', `There is no playbook "${id}"; there are: ${known.join(', ')}.`, {
        known,
      });
    },
  };
}

function load(folder: string): LoadedPlaybook {
  const playbook = readPlaybook(folder);
  return { playbook, sha256: createHash('sha256').update(canonicalJson(playbook)).digest('hex') };
}
