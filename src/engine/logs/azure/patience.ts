import { retryAfterSeconds } from '../../azureResources/retryAfter.ts';
import type { Clock } from './pace.ts';
import type { ServiceAnswer } from './serviceExchange.ts';

/** Tries of one request, the first among them. */
const mostTries = 5;
/** Seconds that are waited for at most; a service that asks for more has failed for now. */
const longestWait = 300;

/** Announced each second while a request waits because the service asked for it. */
export type OnWaiting = (waiting: { readonly text: string; readonly seconds: number }) => void;

/**
 * Repeats a request for as long as the service says that it is too busy (429, 503), after the time that it asks for. A query that
 * ran too long (504) is not asked again: it would run as long again.
 */
export async function patiently(
  attempt: () => Promise<ServiceAnswer>,
  { clock, onWaiting }: { readonly clock: Clock; readonly onWaiting: OnWaiting },
  signal: AbortSignal,
): Promise<{ readonly answer: ServiceAnswer; readonly tries: number }> {
  for (let tries = 1; ; tries += 1) {
    const answer = await attempt();
    if ((answer.status !== 429 && answer.status !== 503) || tries === mostTries) return { answer, tries };
    const seconds = retryAfterSeconds(answer.header('retry-after'), clock.now()) ?? 2 ** tries;
    if (seconds > longestWait) return { answer, tries };
    const why = answer.status === 429 ? 'too many queries' : 'it is not available';
    for (let left = seconds; left > 0; left -= 1) {
      onWaiting({
        text: `The service asks to wait (${why}): try ${tries + 1} of ${mostTries} follows in ${left} s`,
        seconds: left,
      });
      await clock.sleep(Math.min(left, 1) * 1000, signal);
    }
  }
}
