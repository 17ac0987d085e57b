import { HOUR, invariant, isoSeconds, localOffset } from '../clock.ts';
import type { Device } from '../devices.ts';
import type { Fields } from '../rawEvent.ts';

/** What an aggregated row adds to ExtraDetails: how often, and over which hour; `at` is its end. */
export function aggregation(device: Device, at: number, hits: number): Fields {
  const start = at - HOUR;
  // The C agent writes a number and ISO times, the C# agents write text and invariant times.
  const own = device.agent === 'linuxC';
  const time = own ? isoSeconds : invariant;
  return {
    HitCount: own ? hits : String(hits),
    StartTimeLocal: time(start + localOffset),
    StartTimeUtc: time(start),
    EndTimeLocal: time(at + localOffset),
    EndTimeUtc: time(at),
  };
}
