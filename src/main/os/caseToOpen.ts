import { resolve } from 'node:path';

/** A case file that the system asked to open, kept until the page takes it. */
export interface CaseToOpen {
  ask(path: string): void;
  take(): string | null;
}

/** Keeps the last path asked for; `announce` tells the page that there is one. */
export function caseToOpen(first: string | null, announce: () => void): CaseToOpen {
  let waiting = first;
  return {
    ask(path) {
      waiting = path;
      announce();
    },
    take() {
      const path = waiting;
      waiting = null;
      return path;
    },
  };
}

/** The case file among a command line's arguments, as an absolute path; null where there is none. */
export function casePathIn(argv: readonly string[], workingFolder: string): string | null {
  const path = argv.slice(1).find((argument) => !argument.startsWith('-') && /\.casefile$/i.test(argument));
  return path === undefined ? null : resolve(workingFolder, path);
}
