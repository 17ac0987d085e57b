import { collectAggregates } from './collect.ts';
import { digestAggregates } from './digests.ts';
import type { AggregateEntry } from './entry.ts';
import { numericAggregates } from './numeric.ts';
import { percentileAggregates } from './percentiles.ts';
import { schemaAggregates } from './schema.ts';
import { sketchAggregates } from './sketches.ts';

/** Every aggregate. A new one is one more entry in its family's file. */
export const aggregateEntries: readonly AggregateEntry[] = [
  ...numericAggregates,
  ...collectAggregates,
  ...percentileAggregates,
  ...sketchAggregates,
  ...digestAggregates,
  ...schemaAggregates,
];

const byName = new Map(aggregateEntries.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));

export const aggregateNamed = (name: string): AggregateEntry | undefined => byName.get(name);
