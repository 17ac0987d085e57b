import { arrayFunctions } from './arrays.ts';
import { bagFunctions } from './bags.ts';
import { betaFunctions } from './betaDistribution.ts';
import { conversionFunctions } from './conversion.ts';
import { datetimeFunctions } from './datetimes.ts';
import { datetimeTextFunctions } from './datetimeText.ts';
import { digestFunctions } from './digests.ts';
import { dynamicFunctions } from './dynamics.ts';
import { encodingFunctions } from './encodings.ts';
import type { FunctionEntry } from './entry.ts';
import { extractFunctions } from './extract.ts';
import { fileFunctions } from './files.ts';
import { hashFunctions } from './hashing.ts';
import { indexOfRegexFunctions } from './indexOfRegex.ts';
import { mathFunctions } from './math.ts';
import { networkFunctions } from './network.ts';
import { randomFunctions } from './random.ts';
import { seriesFunctions } from './series.ts';
import { seriesModelFunctions } from './seriesModels.ts';
import { sessionFunctions } from './session.ts';
import { sketchFunctions } from './sketches.ts';
import { stringFunctions } from './strings.ts';
import { treepathFunctions } from './treepath.ts';
import { unitFunctions } from './units.ts';
import { welchFunctions } from './welch.ts';
import { windowFunctions } from './window.ts';
import { xmlFunctions } from './xml.ts';

/** Every scalar function. A new one is one more entry in its family's file. */
export const functionEntries: readonly FunctionEntry[] = [
  ...conversionFunctions,
  ...stringFunctions,
  ...datetimeFunctions,
  ...dynamicFunctions,
  ...datetimeTextFunctions,
  ...arrayFunctions,
  ...bagFunctions,
  ...seriesFunctions,
  ...mathFunctions,
  ...extractFunctions,
  ...encodingFunctions,
  ...hashFunctions,
  ...unitFunctions,
  ...networkFunctions,
  ...windowFunctions,
  ...fileFunctions,
  ...xmlFunctions,
  ...sketchFunctions,
  ...digestFunctions,
  ...indexOfRegexFunctions,
  ...betaFunctions,
  ...randomFunctions,
  ...seriesModelFunctions,
  ...sessionFunctions,
  ...treepathFunctions,
  ...welchFunctions,
];

const byName = new Map(functionEntries.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));

export const functionNamed = (name: string): FunctionEntry | undefined => byName.get(name);
