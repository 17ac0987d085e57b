import { computed } from '../plan/scalar.ts';
import { semantic } from '../plan/scope.ts';
import { boundFunction, type FunctionEntry } from './entry.ts';

/** Different at every row: a real from 0 to below 1, or a whole number from 0 to below the one given. */
const rand = boundFunction(['rand'], 'rand(10)', ([below], call) => {
  if (below === undefined) return computed('real', 'random()', [], { volatile: true });
  if (below.type !== 'long' && below.type !== 'int')
    throw semantic(call.query, call.node, 'rand() needs a whole number');
  return computed('long', `CAST(floor(random() * ${below.sql}) AS BIGINT)`, [below], { volatile: true });
});

const newGuid = boundFunction(['new_guid'], 'new_guid()', () =>
  computed('guid', 'CAST(uuid() AS VARCHAR)', [], { volatile: true }),
);

/** What differs at every row. */
export const randomFunctions: readonly FunctionEntry[] = [rand, newGuid];
