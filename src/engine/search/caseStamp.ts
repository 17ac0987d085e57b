import { statSync } from 'node:fs';

/** What changes with every write to a case: the identity, size and times of its file and of the log beside it. */
export function caseStamp(path: string): string {
  return [path, `${path}-wal`]
    .map((each) => {
      const found = statSync(each, { bigint: true, throwIfNoEntry: false });
      return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : '';
    })
    .join(', ');
}
