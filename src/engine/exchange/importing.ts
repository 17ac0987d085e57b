import type { Bundle } from './openBundle.ts';

/** What an import works with. */
export interface Importing {
  readonly bundle: Bundle;
  /** Where the case is made before it gets its own name. */
  readonly to: string;
  readonly at: (name: string) => string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
  readonly productVersion: string;
}
