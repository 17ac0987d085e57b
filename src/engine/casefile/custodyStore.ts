import type Database from 'better-sqlite3';
import { canonicalJson, type JsonValue } from '../../core/custody/canonicalJson.ts';
import { type ChainedEvent, chainEvent } from '../../core/custody/chain.ts';
import { CasebookError } from '../../shared/result.ts';
import { sha256Hex } from './sha256.ts';

/** What is to be recorded; the clock, the place in the chain and the hash are added. */
export interface CustodyFact {
  readonly actor: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

/** Selects events as the chain knows them; an order goes behind it. */
export const custodyQuery =
  'SELECT sequence, at, actor, action, detail, previous_hash AS previousHash, hash FROM custody_events';

/** The whole chain, oldest first. */
export const readCustody = (db: Database.Database): ChainedEvent[] =>
  db.prepare<[], ChainedEvent>(`${custodyQuery} ORDER BY sequence`).all();

/** The newest event; undefined in a file that is being made. */
export const custodyHead = (db: Database.Database): ChainedEvent | undefined =>
  db.prepare<[], ChainedEvent>(`${custodyQuery} ORDER BY sequence DESC LIMIT 1`).get();

/**
 * Appends an event to the chain. Belongs in the transaction of what it tells of. Throws `caseDamaged` where the newest event
 * has a number that none can follow.
 */
export function appendCustody(db: Database.Database, { actor, action, detail }: CustodyFact): ChainedEvent {
  const fact = { at: new Date().toISOString(), actor, action, detail: canonicalJson(detail) };
  const head = custodyHead(db);
  if (head && !Number.isSafeInteger(head.sequence + 1)) {
    throw new CasebookError('caseDamaged', `custody event ${head.sequence}: no event can follow this number.`);
  }
  const event = chainEvent(head, fact, sha256Hex);
  db.prepare('INSERT INTO custody_events VALUES (@sequence, @at, @actor, @action, @detail, @previousHash, @hash)').run(
    event,
  );
  return event;
}
