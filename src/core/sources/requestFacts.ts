type Facts = readonly (readonly [name: string, value: string])[];

/** What tells of a request to a service, among the facts that an exhibit keeps of how its answer came about. */
const ofRequest = new Set([
  'service address',
  'HTTP status',
  'client request id',
  'service request id',
  'service activity id',
  'service date',
  'seconds in a cache',
  'seconds allowed',
  'tries',
  'slices',
  'rows counted first',
  'clock',
]);

/** Splits an exhibit's `versions` into the programs and answers that it was made with, and the facts of a request to a service. */
export function splitFacts(versions: Readonly<Record<string, string>>): {
  readonly madeWith: Facts;
  readonly request: Facts;
} {
  const facts = Object.entries(versions);
  return {
    madeWith: facts.filter(([name]) => !ofRequest.has(name)),
    request: facts.filter(([name]) => ofRequest.has(name)),
  };
}
