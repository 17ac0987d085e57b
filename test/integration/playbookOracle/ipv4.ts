import { Undecided } from './undecided.ts';

/** ipv4_is_private(): the three ranges of RFC 1918; null where the text is no IPv4 address. */
export function isPrivateIpv4(text: string): boolean | null {
  if (/^[\d.]+\/\d+$/.test(text)) throw new Undecided(`ipv4_is_private("${text}") of a network`);
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return null;
  const parts = match.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return null;
  const [a = 0, b = 0] = parts;
  return a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
}
