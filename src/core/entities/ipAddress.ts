/** An IP address as the number that its bits make. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/**
 * Reads an address: four decimal numbers without leading zeros, or eight groups of hexadecimal digits, some of which `::` may
 * stand for and the last two of which may be written as an IPv4 address (RFC 4291, 2.2). Zones belong to one host and are none.
 */
export function parseAddress(text: string): IpAddress | undefined {
  if (text.length > 45) return undefined;
  if (!text.includes(':')) return numberOf(ipv4Octets(text), 8n, 32);
  return numberOf(ipv6Groups(text), 16n, 128);
}

/** An address in its canonical form (RFC 5952); an IPv4 address mapped into IPv6 is the IPv4 address. */
export function addressText(address: IpAddress): string {
  const { bits, value } = unmapped(address);
  if (bits === 32) return partsOf(value, 8n, 4).join('.');
  const groups = partsOf(value, 16n, 8).map((group) => group.toString(16));
  const { from, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`;
}

/** The IPv4 address of one that is mapped into IPv6 (`::ffff:192.0.2.1`); any other as it is. */
export const unmapped = (address: IpAddress): IpAddress =>
  address.bits === 128 && address.value >> 32n === 0xffffn
    ? { bits: 32, value: address.value & 0xffff_ffffn }
    : address;

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`);

const ipv4Octets = (text: string): number[] | undefined => ipv4.exec(text)?.slice(1).map(Number);

function ipv6Groups(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half, at) => groupsIn(half, at === halves.length - 1));
  if (!left) return undefined;
  if (halves.length === 1) return left.length === 8 ? left : undefined;
  if (!right || left.length + right.length > 7) return undefined;
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}

function groupsIn(half: string, isLast: boolean): number[] | undefined {
  if (half === '') return [];
  const parts = half.split(':');
  const octets = isLast ? ipv4Octets(parts.at(-1) ?? '') : undefined;
  const groups = octets ? parts.slice(0, -1) : parts;
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = octets ?? [];
  return [...groups.map((group) => Number.parseInt(group, 16)), ...(octets ? [a * 256 + b, c * 256 + d] : [])];
}

const numberOf = (parts: number[] | undefined, width: bigint, bits: IpAddress['bits']): IpAddress | undefined =>
  parts && { bits, value: parts.reduce((value, part) => (value << width) | BigInt(part), 0n) };

const partsOf = (value: bigint, width: bigint, count: number): number[] =>
  Array.from({ length: count }, (_, at) => Number((value >> (BigInt(count - 1 - at) * width)) & ((1n << width) - 1n)));

function longestZeros(groups: readonly string[]): { from: number; length: number } {
  let longest = { from: 0, length: 0 };
  let from = 0;
  for (const [at, group] of groups.entries()) {
    if (group !== '0') from = at + 1;
    else if (at + 1 - from > longest.length) longest = { from, length: at + 1 - from };
  }
  return longest;
}
