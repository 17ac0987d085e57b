import { conversionFunctions } from './conversion.ts';
import { datetimeFunctions } from './datetimes.ts';
import { dynamicFunctions } from './dynamics.ts';
import type { FunctionEntry } from './entry.ts';
import { networkFunctions } from './network.ts';
import { stringFunctions } from './strings.ts';
import { windowFunctions } from './window.ts';

/** Every scalar function. A new one is one more entry in its family's file. */
export const functionEntries: readonly FunctionEntry[] = [
  ...conversionFunctions,
  ...stringFunctions,
  ...datetimeFunctions,
  ...dynamicFunctions,
  ...networkFunctions,
  ...windowFunctions,
];

const byName = new Map(functionEntries.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));

export const functionNamed = (name: string): FunctionEntry | undefined => byName.get(name);
