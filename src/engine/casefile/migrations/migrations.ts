import type { Migration } from './migration.ts';
import { migration0001 } from './migration0001.ts';
import { migration0002 } from './migration0002.ts';

/** Every step from an empty file to the format of this product, in order. The next one is added here. */
export const migrations: readonly Migration[] = [migration0001, migration0002];

/** The `user_version` of the newest format in a list of migrations. */
export const newestVersion = (list: readonly Migration[]): number => list.at(-1)?.version ?? 0;
