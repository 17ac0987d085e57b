import { type IpAddress, parseAddress, unmapped } from './ipAddress.ts';

/** From where an address can be reached. */
export const addressScopes = [
  'public',
  'private',
  'uniqueLocal',
  'sharedSpace',
  'linkLocal',
  'loopback',
  'multicast',
  'broadcast',
  'documentation',
  'benchmarking',
  'unspecified',
  'reserved',
] as const;
export type AddressScope = (typeof addressScopes)[number];

/** The scopes for people. */
export const scopeNames: Readonly<Record<AddressScope, string>> = {
  public: 'public',
  private: 'private',
  uniqueLocal: 'unique local',
  sharedSpace: 'shared (CGNAT)',
  linkLocal: 'link-local',
  loopback: 'loopback',
  multicast: 'multicast',
  broadcast: 'broadcast',
  documentation: 'documentation',
  benchmarking: 'benchmarking',
  unspecified: 'this network',
  reserved: 'reserved',
};

/**
 * The blocks of the IANA IPv4 and IPv6 Special-Purpose Address Registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry) and the multicast blocks of
 * RFC 5771 and RFC 4291. `public` are those that the registries call globally reachable, or of which they do not say that they
 * are not, such as 6to4 and Teredo; `reserved` are those that are not globally reachable and have no scope of their own here. A
 * more specific block goes before the one that it lies in.
 */
export const specialBlocks: readonly (readonly [address: string, prefix: number, scope: AddressScope])[] = [
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'sharedSpace'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'linkLocal'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.9', 32, 'public'],
  ['192.0.0.10', 32, 'public'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['255.255.255.255', 32, 'broadcast'],
  ['240.0.0.0', 4, 'reserved'],
  ['::', 128, 'unspecified'],
  ['::1', 128, 'loopback'],
  ['64:ff9b::', 96, 'public'],
  ['2001::', 32, 'public'],
  ['2001:1::1', 128, 'public'],
  ['2001:1::2', 128, 'public'],
  ['2001:1::3', 128, 'public'],
  ['2001:2::', 48, 'benchmarking'],
  ['2001:3::', 32, 'public'],
  ['2001:4:112::', 48, 'public'],
  ['2001:20::', 28, 'public'],
  ['2001:30::', 28, 'public'],
  ['2001::', 23, 'reserved'],
  ['2001:db8::', 32, 'documentation'],
  ['3fff::', 20, 'documentation'],
  ['fc00::', 7, 'uniqueLocal'],
  ['fe80::', 10, 'linkLocal'],
  ['ff00::', 8, 'multicast'],
  // Of the rest IANA gives out 2000::/3 alone as global unicast; all others are reserved by the IETF (RFC 4291, 2.4).
  ['2000::', 3, 'public'],
  ['::', 0, 'reserved'],
];

const blocks = specialBlocks.map(([text, prefix, scope]) => {
  const block = parseAddress(text);
  if (!block) throw new Error(`${text} is no address.`);
  const shift = BigInt(block.bits - prefix);
  return { bits: block.bits, shift, start: block.value >> shift, scope };
});

/** The scope of an address; an IPv4 address mapped into IPv6 has the IPv4 address's. */
export function scopeOf(address: IpAddress): AddressScope {
  const { bits, value } = unmapped(address);
  return blocks.find((block) => block.bits === bits && value >> block.shift === block.start)?.scope ?? 'public';
}
