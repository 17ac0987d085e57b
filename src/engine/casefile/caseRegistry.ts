import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { CaseId } from '../../shared/contract/index.ts';
import { caseId as caseIdSchema } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile, CaseRegistry } from './caseFile.ts';
import { createCaseFile } from './createCase.ts';
import { openCase } from './openCase.ts';
import { fileIdentity } from './openFileGuard.ts';

/** The case files open in this engine: one handle per file, whatever the path it was named by. */
export function createCaseRegistry(productVersion: string): CaseRegistry {
  const open = new Map<CaseId, CaseFile>();
  /** Those of `open` that belong to whoever asked to read, who will close them. */
  const lent = new Set<CaseId>();

  const keep = (file: CaseFile): CaseFile => {
    open.set(file.caseId, file);
    return file;
  };
  const openAt = (given: string): CaseFile | undefined => {
    const path = existingPath(given);
    const identity = fileIdentity(path);
    return [...open.values()].find(
      (file) =>
        !lent.has(file.caseId) &&
        (file.path === path || (identity !== undefined && fileIdentity(file.path) === identity)),
    );
  };
  const openNew = (path: string): CaseFile => {
    const file = openCase(path, { productVersion });
    if (!open.has(file.caseId)) return file;
    file.close();
    return openReader(path);
  };
  const openReader = (path: string): CaseFile =>
    openCase(path, { productVersion, mode: 'read', handle: caseIdSchema.parse(randomUUID()) });

  return {
    create(given, facts) {
      const path = newPath(given);
      createCaseFile(path, facts, productVersion);
      return keep(openCase(path, { productVersion, justMade: true }));
    },
    open: (given) => openAt(given) ?? keep(openNew(existingPath(given))),
    openToRead(given) {
      const file = keep(openReader(existingPath(given)));
      lent.add(file.caseId);
      return file;
    },
    openAt,
    find: (caseId) => open.get(caseId),
    get(caseId) {
      const file = open.get(caseId);
      if (!file) throw new CasebookError('caseNotOpen', 'The case is not open: open its file first.', { caseId });
      return file;
    },
    close(caseId) {
      const file = open.get(caseId);
      open.delete(caseId);
      lent.delete(caseId);
      file?.close();
    },
    closeAll() {
      const failures: unknown[] = [];
      for (const file of open.values()) {
        try {
          file.close();
        } catch (error) {
          failures.push(error);
        }
      }
      open.clear();
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** The one name of a file that exists: absolute, links followed. A name that does not exist stays for the opener to refuse. */
export function existingPath(given: string): string {
  const path = checkedName(resolve(given));
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function newPath(given: string): string {
  const path = checkedName(resolve(given));
  return join(existingPath(dirname(path)), basename(path));
}

/** The database library drops white space around a name, and would so open another file. */
function checkedName(path: string): string {
  if (path === path.trim()) return path;
  throw new CasebookError('invalidInput', `"${path}": a case file's name cannot begin or end with a space.`, { path });
}
