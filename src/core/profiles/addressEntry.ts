/** What an entry of a list of addresses is: an IP address, a CIDR block, or a text that is compared as it stands. */
export type AddressEntry = 'address' | 'block' | 'text';

/** Tells what an entry is; undefined for one that has a slash and is no CIDR block, and for an empty one. */
export function addressEntryOf(entry: string): AddressEntry | undefined {
  if (entry === '') return undefined;
  if (!entry.includes('/')) return bitsOf(entry) === undefined ? 'text' : 'address';
  const [, address = '', prefix = ''] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  const bits = bitsOf(address);
  return bits !== undefined && Number(prefix) <= bits ? 'block' : undefined;
}

/** Whether a text that is no address was most likely meant to be one: it has digits and dots alone, or hexadecimal digits and colons. */
export const looksLikeAddress = (entry: string): boolean =>
  /^[\d.]+$/.test(entry) || (/^[\da-f:.]+$/i.test(entry) && entry.includes(':'));

/** How long an address is; undefined for what is none. */
function bitsOf(text: string): 32 | 128 | undefined {
  if (isIpv4(text)) return 32;
  return isIpv6(text) ? 128 : undefined;
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const isIpv4 = (text: string): boolean => ipv4.test(text);

/** Eight groups, some of which `::` may stand for; the last two may be written as an IPv4 address. Zones belong to one host and are none. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const counts = halves.map((half, index) => groupsIn(half, index === halves.length - 1));
  if (counts.includes(undefined)) return false;
  const groups = counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return halves.length === 2 ? groups < 8 : groups === 8;
}

function groupsIn(half: string, isLast: boolean): number | undefined {
  if (half === '') return 0;
  const parts = half.split(':');
  const tail = parts.at(-1) ?? '';
  const endsInIpv4 = isLast && isIpv4(tail);
  const groups = endsInIpv4 ? parts.slice(0, -1) : parts;
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.length + (endsInIpv4 ? 2 : 0);
}
