import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressEntryOf, looksLikeAddress } from './addressEntry.ts';

const nearAddress = fc
  .array(fc.constantFrom('0', '1', '25', '255', '256', 'db8', 'ffff', '12345', ':', '::', '.', '192.0.2.1', 'g'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

test('tells addresses as the platform does', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), nearAddress), (text) => {
      if (text !== '') expect(addressEntryOf(text) === 'address').toBe(isIP(text) !== 0);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['192.0.2.0/24', 'block'],
  ['192.0.2.0/0', 'block'],
  ['192.0.2.0/33', undefined],
  ['192.0.2/24', undefined],
  ['2001:db8::/32', 'block'],
  ['2001:db8::/129', undefined],
  ['fe80::1%eth0/64', undefined],
  ['192.0.2.0/', undefined],
  ['/24', undefined],
  ['', undefined],
  ['gateway.plant.example', 'text'],
  ['192.0.2.300', 'text'],
])('%s is %s', (entry, kind) => {
  expect(addressEntryOf(entry)).toBe(kind);
});

test('a slip in an address is told from a name', () => {
  expect(['192.0.2.300', '2001:db8:::1', '10.0.0'].map(looksLikeAddress)).toEqual([true, true, true]);
  expect(['gateway', 'db8', 'host-10.example'].map(looksLikeAddress)).toEqual([false, false, false]);
});
