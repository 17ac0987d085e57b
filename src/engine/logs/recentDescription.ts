import type { SourceDescription } from '../../shared/contract/index.ts';

/** How long what a remote source's tables cover is taken as known. The service itself may answer from a cache of two minutes. */
const recentMs = 60_000;

/**
 * Describes a remote source afresh by `describe`, and from what was told within the last minute by `recentDescription`: verdicts of
 * steps that follow on one another need not wait for the same counts again. A failure is never remembered.
 */
export function rememberDescription(
  ask: (signal: AbortSignal) => Promise<SourceDescription>,
  now: () => number = Date.now,
): Record<'describe' | 'recentDescription', (signal: AbortSignal) => Promise<SourceDescription>> {
  let told: { readonly at: number; readonly description: SourceDescription } | undefined;
  const describe = async (signal: AbortSignal) => {
    const description = await ask(signal);
    told = { at: now(), description };
    return description;
  };
  return {
    describe,
    recentDescription: async (signal) => (told && now() - told.at < recentMs ? told.description : describe(signal)),
  };
}
