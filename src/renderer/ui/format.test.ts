import { expect, test } from 'vitest';
import { nextFreeName } from './filePath.ts';
import { bytes, counted, duration, utc, utcRange } from './format.ts';

test('shows instants in UTC, named, and leaves anything else as it is', () => {
  expect(utc('2019-04-18T12:04:31.1234567Z')).toBe('2019-04-18 12:04:31 UTC');
  expect(utc('2019-04-18T12:04:31Z')).toBe('2019-04-18 12:04:31 UTC');
  expect(utc('2019-04-18T12:04:31+02:00')).toBe('2019-04-18T12:04:31+02:00');
  expect(utcRange({ from: '2019-04-18T00:00:00Z', to: '2019-04-19T00:00:00Z' })).toBe(
    '2019-04-18 00:00:00 to 2019-04-19 00:00:00 UTC',
  );
});

test('counts and sizes read as people write them', () => {
  expect([counted(0, 'row'), counted(1, 'row'), counted(1204, 'row')]).toEqual(['0 rows', '1 row', '1,204 rows']);
  expect([bytes(512), bytes(2048), bytes(5 * 1024 * 1024)]).toEqual(['512 B', '2.0 KB', '5.0 MB']);
});

test('a duration that cannot be is said to be unknown', () => {
  const at = '2026-03-16T09:00:00.000Z';
  expect(duration(at, '2026-03-16T09:00:00.250Z')).toBe('250 ms');
  expect(duration(at, '2026-03-16T09:00:02.500Z')).toBe('2.5 s');
  expect(duration(at, '2026-03-16T09:01:30.000Z')).toBe('1 min 30 s');
  expect(duration(at, '2026-03-16T08:00:00.000Z')).toBe('unknown');
});

test('the next free name never counts a device id on', () => {
  expect(nextFreeName('/c/pump-07.casefile', '.casefile')).toBe('/c/pump-07 (2).casefile');
  expect(nextFreeName('/c/pump-07 (2).casefile', '.casefile')).toBe('/c/pump-07 (3).casefile');
  expect(nextFreeName('/c/report', '.pdf')).toBe('/c/report (2).pdf');
  expect(nextFreeName('/c/pump.zip.age', '.zip.age')).toBe('/c/pump (2).zip.age');
});
