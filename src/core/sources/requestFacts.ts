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
  'clock',
]);
const [sliceCount, countedFirst] = ['slices', 'rows counted first'];

/**
 * Splits an exhibit's `versions` into the programs and answers that it was made with, and the facts of a request to a service; what
 * `fetchedWhole` tells is in neither.
 */
export function splitFacts(versions: Readonly<Record<string, string>>): {
  readonly madeWith: Facts;
  readonly request: Facts;
} {
  const facts = Object.entries(versions).filter(([name]) => name !== sliceCount && name !== countedFirst);
  return {
    madeWith: facts.filter(([name]) => !ofRequest.has(name)),
    request: facts.filter(([name]) => ofRequest.has(name)),
  };
}

/** Whether as many rows came as were counted before, in words; undefined of an answer that was not fetched in slices. */
export function fetchedWhole({
  versions,
  rowCount,
}: {
  readonly versions: Readonly<Record<string, string>>;
  readonly rowCount: number;
}): string | undefined {
  const counted = versions[countedFirst];
  if (counted === undefined) return undefined;
  const slices = versions[sliceCount] === '1' ? '1 slice' : `${versions[sliceCount]} slices`;
  const compared = Number(counted) === rowCount ? 'as many' : 'another number';
  return `${grouped(counted)} counted first, ${grouped(rowCount)} fetched in ${slices} of time: ${compared}`;
}

const grouped = (count: string | number): string => Number(count).toLocaleString('en-US');
