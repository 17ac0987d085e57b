import type { MakeHostile } from './testHostile.ts';
import { headers, notDatabases } from './testHostileBytes.ts';
import { neighbours } from './testHostileNeighbours.ts';
import { schemas } from './testHostileSchemas.ts';
import { values } from './testHostileValues.ts';

/** A file that somebody sends as a case: its name, and how it is made. */
interface HostileFile {
  readonly name: string;
  readonly make: MakeHostile;
}

/** Every hostile file, by what is wrong with it. */
export const hostileFiles: readonly HostileFile[] = Object.entries({
  ...notDatabases,
  ...headers,
  ...schemas,
  ...values,
  ...neighbours,
}).map(([name, make]) => ({ name, make }));
