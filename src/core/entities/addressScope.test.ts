import { BlockList, isIP, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AddressScope, addressScopes, scopeOf, specialBlocks } from './addressScope.ts';
import { addressText, parseAddress } from './ipAddress.ts';

const ipv4 = fc.ipV4();
/** Addresses spread over all, and such as lie in and beside the special blocks. */
const ipv6 = fc.oneof(
  fc.ipV6(),
  fc
    .tuple(
      fc.constantFrom(
        '2001',
        '2001:1',
        '2001:2',
        '2001:db8',
        '2002',
        '3fff',
        'fe80',
        'fd00',
        'ff02',
        '64:ff9b',
        '5f00',
      ),
      fc.integer({ min: 0, max: 0xffff }),
    )
    .map(([start, last]) => `${start}::${last.toString(16)}`),
  ipv4.map((address) => `::ffff:${address}`),
);
const family = (text: string) => (isIP(text) === 4 ? 'ipv4' : 'ipv6');

const scopeOfText = (text: string): AddressScope | undefined => {
  const address = parseAddress(text);
  return address && scopeOf(address);
};

test('what is an address, and what is none, is as in the standard library', () => {
  const text = fc.oneof(ipv4, ipv6, fc.stringMatching(/^[0-9a-f:.]{1,20}$/), fc.string());
  fc.assert(
    fc.property(text, (candidate) => {
      expect(parseAddress(candidate)?.bits).toBe({ 4: 32, 6: 128 }[candidate.includes('%') ? 0 : isIP(candidate)]);
    }),
  );
});

test('an address is written as the standard library writes it, one mapped into IPv6 as IPv4', () => {
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), (text) => {
      const address = parseAddress(text);
      if (!address) throw new Error(text);
      const theirs = new SocketAddress({ address: text, family: family(text) }).address;
      // The library also writes the deprecated IPv4-compatible addresses with a dotted tail.
      fc.pre(theirs.startsWith('::ffff:') || !(theirs.includes(':') && theirs.includes('.')));
      expect(addressText(address)).toBe(theirs.replace(/^::ffff:(?=\d+\.)/, ''));
      expect(parseAddress(addressText(address))).toEqual(
        theirs.startsWith('::ffff:') && theirs.includes('.') ? parseAddress(theirs.slice(7)) : address,
      );
    }),
  );
});

test('the scope is that of the most specific block which the standard library finds', () => {
  const lists = specialBlocks.map(([address, prefix, scope]) => {
    const blocks = new BlockList();
    blocks.addSubnet(address, prefix, family(address));
    return { blocks, prefix, scope, of: family(address) };
  });
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), (given) => {
      const text = given.startsWith('::ffff:') && given.includes('.') ? given.slice(7) : given;
      const found = lists
        .filter(({ blocks, of }) => of === family(text) && blocks.check(text, family(text)))
        .sort((a, b) => b.prefix - a.prefix)[0];
      expect(scopeOfText(given)).toBe(found?.scope ?? 'public');
    }),
    { numRuns: 500 },
  );
});

test.each<[string, AddressScope]>([
  ['8.8.8.8', 'public'],
  ['10.0.4.7', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['100.127.0.1', 'sharedSpace'],
  ['127.0.0.53', 'loopback'],
  ['169.254.1.1', 'linkLocal'],
  ['192.0.0.10', 'public'],
  ['192.0.0.170', 'reserved'],
  ['203.0.113.9', 'documentation'],
  ['198.19.0.1', 'benchmarking'],
  ['239.255.255.250', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['0.0.0.1', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:10.0.0.1', 'private'],
  ['fe80::1', 'linkLocal'],
  ['fd12:3456::1', 'uniqueLocal'],
  ['ff02::fb', 'multicast'],
  ['2001:db8::1', 'documentation'],
  ['3fff:fff::1', 'documentation'],
  ['2001:0:cb00:7109::', 'public'],
  ['2001:10::1', 'reserved'],
  ['2606:4700::1111', 'public'],
  ['5f00::1', 'reserved'],
  ['fec0::1', 'reserved'],
])('%s is %s', (text, scope) => expect(scopeOfText(text)).toBe(scope));

test('every scope has a block', () => {
  expect(addressScopes.filter((scope) => !specialBlocks.some((block) => block[2] === scope))).toEqual([]);
});
