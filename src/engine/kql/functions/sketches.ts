import { mergedSketch, sketchValues } from '../aggregates/sketches.ts';
import type { Json } from '../values/json.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

const example = 'toscalar(range x from 1 to 3 step 1 | summarize hll(x))';

/** What is done with the values of `hll()`. */
export const sketchFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['dcount_hll'],
    args: ['dynamic'],
    result: 'long',
    run: (sketch: Json) => BigInt(sketchValues(sketch).length),
    example: `dcount_hll(${example})`,
  }),
  jsFunction({
    names: ['hll_merge'],
    args: ['dynamic', 'dynamic'],
    rest: 'dynamic',
    result: 'dynamic',
    run: (...sketches: Json[]) => mergedSketch(sketches),
    example: `hll_merge(${example}, ${example})`,
  }),
];
