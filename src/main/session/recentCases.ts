import { z } from 'zod';
import { type JsonFile, jsonFile } from './jsonFile.ts';

const recentCase = z.strictObject({
  path: z.string().max(4096),
  title: z.string().max(200),
  openedAt: z.iso.datetime(),
});
type RecentCase = z.infer<typeof recentCase>;
const shape = z.strictObject({ version: z.literal(1), cases: z.array(recentCase).max(100) });

/** How many cases the list keeps. */
const kept = 20;

export interface RecentCases extends Pick<JsonFile<unknown>, 'settled'> {
  /** Newest first. */
  list(): Promise<readonly RecentCase[]>;
  remember(path: string, title: string): Promise<void>;
  forget(path: string): Promise<void>;
}

/** The cases opened last, kept in a file of the user's own. */
export function recentCasesIn(path: string, now: () => Date): RecentCases {
  const file = jsonFile(path, shape, { version: 1, cases: [] });
  const without = (cases: readonly RecentCase[], gone: string) => cases.filter((entry) => entry.path !== gone);
  return {
    list: async () => (await file.read()).cases,
    remember: (path, title) =>
      file.update(({ version, cases }) => ({
        version,
        cases: [{ path, title, openedAt: now().toISOString() }, ...without(cases, path)].slice(0, kept),
      })),
    forget: (path) => file.update(({ version, cases }) => ({ version, cases: without(cases, path) })),
    settled: file.settled,
  };
}
