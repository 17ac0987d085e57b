const ticksPerMillisecond = 10_000n;

/** Ticks of 100 ns since 1970 of a UTC instant such as `2019-04-18T12:04:31.1234567Z`. */
export function instantTicks(instant: string): bigint {
  const [seconds = '', fraction = ''] = instant.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * ticksPerMillisecond + BigInt(fraction.padEnd(7, '0'));
}

/** The instant `ticks` later, with seven fraction digits where it needs any. */
export function addTicks(instant: string, ticks: bigint): string {
  const moved = instantTicks(instant) + ticks;
  const fraction = ((moved % 10_000_000n) + 10_000_000n) % 10_000_000n;
  const seconds = new Date(Number((moved - fraction) / ticksPerMillisecond)).toISOString().slice(0, 19);
  return fraction === 0n ? `${seconds}Z` : `${seconds}.${String(fraction).padStart(7, '0')}Z`;
}

/** An instant for people: `2019-04-18 12:04:31 UTC`. */
export const instantText = (instant: string): string => `${instant.slice(0, 19).replace('T', ' ')} UTC`;
