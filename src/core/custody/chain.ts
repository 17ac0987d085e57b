import { canonicalJson } from './canonicalJson.ts';

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** What happened to a case, once. */
interface CustodyEvent {
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  /** Canonical JSON text of what the event is about, with the hashes of it. */
  readonly detail: string;
  readonly previousHash: string;
}
export type ChainedEvent = CustodyEvent & { readonly hash: string };

/** What the first event names as the hash before it. */
export const chainStart = '0'.repeat(64);

/** The hash of an event: SHA-256 over the canonical JSON of its six members. */
function custodyHash(event: CustodyEvent, sha256: Sha256): string {
  const { sequence, at, actor, action, detail, previousHash } = event;
  return sha256(canonicalJson({ sequence, at, actor, action, detail, previousHash }));
}

/** The event that follows `head`, chained to it. */
export function chainEvent(
  head: { readonly sequence: number; readonly hash: string } | undefined,
  fact: { readonly at: string; readonly actor: string; readonly action: string; readonly detail: string },
  sha256: Sha256,
): ChainedEvent {
  const event = { sequence: (head?.sequence ?? 0) + 1, ...fact, previousHash: head?.hash ?? chainStart };
  return { ...event, hash: custodyHash(event, sha256) };
}

/** What does not hold in a chain, each naming its event; empty when every event is unchanged and in its place. */
export function chainProblems(events: readonly ChainedEvent[], sha256: Sha256): string[] {
  const problems: string[] = [];
  let previous: ChainedEvent | undefined;
  for (const event of events) {
    const name = `custody event ${event.sequence}`;
    const expected = (previous?.sequence ?? 0) + 1;
    if (event.sequence !== expected) problems.push(`${name}: expected event ${expected} here`);
    if (event.previousHash !== (previous?.hash ?? chainStart)) {
      problems.push(`${name}: does not follow the hash of the event before it`);
    }
    if (custodyHash(event, sha256) !== event.hash) problems.push(`${name}: does not match its own hash`);
    previous = event;
  }
  return problems;
}
