import { instant } from './instants.ts';

export type Row = Record<string, unknown>;
/** The next whole number from 0 up to, not including, the one given. */
export type Next = (below: number) => number;

/** Numbers that are the same for the same seed. */
export const counter = (seed: number): Next => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
export const pick = (next: Next, list: readonly unknown[]): unknown => list[next(list.length)];

/** The time about which the rows lie, and a second, in ticks. */
export const base = instant('2019-04-18T12:00:00Z') ?? 0n;
export const second = 10_000_000n;
export const hubIds = [
  '/s/resourceGroups/plant/providers/Microsoft.Devices/IotHubs/PLANT',
  '/s/iothubs/plant-2',
  '/s/iothubs/plant',
];
