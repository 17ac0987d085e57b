import { z } from 'zod';
import type { ChainedEvent } from '../../core/custody/chain.ts';
import { sha256 } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import { type KeyValue, kindsInOrder, type RecordKindName } from './recordKinds.ts';

/** What a custody event tells of a record. */
export interface ToldRecord {
  readonly kind: RecordKindName;
  readonly key: KeyValue[];
  readonly name: string;
  readonly recordSha256: string;
  /** The hash of the bytes that belong to an exhibit or an attachment. */
  readonly contentSha256: string | undefined;
  readonly event: ChainedEvent;
}

const detailShape = z.looseObject({ recordSha256: sha256, contentSha256: sha256.optional() });
const keyShape = { text: z.string(), integer: z.number().int() } as const;

/** The records that a chain tells of, by name. Throws `caseDamaged` where an event that should tell of one does not. */
export function toldRecords(events: readonly ChainedEvent[]): Map<string, ToldRecord> {
  const told = new Map<string, ToldRecord>();
  for (const event of events) {
    const [kindName, kind] = kindsInOrder.find(([, { actions }]) => actions.includes(event.action)) ?? [];
    if (!kindName || !kind) continue;
    try {
      const detail = detailShape.parse(JSON.parse(event.detail));
      const key = kind.key.map(({ member, type }) => keyShape[type].parse(detail[member]));
      const name = kind.name(...key);
      const { recordSha256, contentSha256 } = detail;
      told.set(name, { kind: kindName, key, name, recordSha256, contentSha256, event });
    } catch (error) {
      if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
      const message = `Custody event ${event.sequence} does not name the record that it tells of.`;
      throw new CasebookError('caseDamaged', message, { sequence: event.sequence }, { cause: error });
    }
  }
  return told;
}
