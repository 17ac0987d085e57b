import { parseAddress } from '../entities/ipAddress.ts';

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
const bitsOf = (text: string): 32 | 128 | undefined => parseAddress(text)?.bits;
