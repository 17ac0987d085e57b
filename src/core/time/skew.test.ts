import { describe, expect, it } from 'vitest';
import { clockSkew, type EventTimes, offsetText, spanText } from './skew.ts';

const second = 10_000_000n;
const event = (ingested: string, device?: string, local?: string): EventTimes => ({
  ingested: `2019-04-18T${ingested}Z`,
  device: device && `2019-04-18T${device}Z`,
  local: local && `2019-04-18T${local}Z`,
});

describe('clockSkew', () => {
  it('gives the median and range of service time minus device time', () => {
    const skew = clockSkew([
      event('12:00:10', '12:00:00'),
      event('12:00:01', '12:00:00'),
      event('12:00:00', '12:00:02'),
      event('12:00:00'),
    ]);
    expect(skew).toEqual({
      events: 3,
      least: -2n * second,
      median: second,
      most: 10n * second,
      early: 1,
      localOffset: null,
    });
    expect(clockSkew([event('12:00:00')])).toBeUndefined();
  });

  it('guesses the local offset in quarter hours by majority, on both sides of UTC', () => {
    const offsets = (...locals: string[]) =>
      clockSkew(locals.map((local) => event('13:00:00', '12:00:00', local)))?.localOffset;
    expect(offsets('14:00:01', '13:59:58', '12:00:00')).toEqual({ minutes: 120, events: 2, of: 3 });
    expect(offsets('08:30:04', '08:29:55')).toEqual({ minutes: -210, events: 2, of: 2 });
    expect(offsets('17:45:00')).toEqual({ minutes: 345, events: 1, of: 1 });
  });
});

it('writes offsets and spans', () => {
  expect([120, -210, 0].map(offsetText)).toEqual(['+02:00', '-03:30', '+00:00']);
  expect([18_720n * second, -3n * second, 0n, 90_000n * second].map(spanText)).toEqual([
    '5 h 12 min',
    '-3 s',
    '0 s',
    '1 d 1 h',
  ]);
});
