import type { Named, Platform } from './entityKinds.ts';
import { addressText, type IpAddress, parseAddress, unmapped } from './ipAddress.ts';

const named = (kind: Named['kind'], value: string, ignoresCase = false): Named[] => [{ kind, value, ignoresCase }];

/** What agents and queries write where there is nothing to name, or where an account that was tried does not exist. */
const nobody = new Set(['', '-', '?', '*', '(local)', '(invalid user)', '(unknown user)', '(unknown)', '(none)']);

/** `DOMAIN\user`, which only Windows writes, and in which letter case says nothing. */
const withDomain = /^[^\\]+\\[^\\]+$/;

/**
 * An account. Linux tells `Root` from `root`: letter case is left out of account only where the row or the name is certainly of
 * Windows. The process lists of the playbook write `Id:0, Name:root`.
 */
export function userNamed(text: string, platform: Platform): Named[] {
  const [, listed] = /^Id:[^,]*, Name:(.*)$/s.exec(text) ?? [];
  const name = listed ?? text;
  if (nobody.has(name.trim()) || (listed !== undefined && listed === 'unknown')) return [];
  return named('user', name, platform === 'windows' || withDomain.test(name));
}

/** The groups of a list: agents for Linux join them with `;`, those for Windows with `,`. */
export const groupsNamed = (text: string, platform: Platform): Named[] =>
  text.split(/[;,]/).flatMap((name) => (nobody.has(name.trim()) ? [] : named('group', name, platform === 'windows')));

/** A device id of an IoT hub; the hub tells letter case apart. */
export const deviceNamed = (text: string): Named[] => (text === '' ? [] : named('device', text));

const hashLengths = new Set([32, 40, 64, 96, 128]);

/** An MD5, SHA-1, SHA-256, SHA-384 or SHA-512 in hexadecimal, with or without its name before it; anything else is none. */
export function hashNamed(text: string): Named[] {
  const digits = text.replace(/^(md5|sha-?\d+):/i, '');
  return hashLengths.has(digits.length) && /^[\da-f]+$/i.test(digits) ? named('hash', digits.toLowerCase()) : [];
}

/** An address, also with a port behind it or in brackets or with a zone. Addresses that stand for any or for none name nobody. */
export function addressNamed(text: string): Named[] {
  const address = addressIn(text);
  return address ? namedAddress(address) : [];
}

function addressIn(text: string): IpAddress | undefined {
  const bare = text.replace(/^\[([^\]]*)\].*$/s, '$1').replace(/%.*$/s, '');
  return parseAddress(bare) ?? parseAddress(bare.replace(/:\d*$/, ''));
}

const namedAddress = (address: IpAddress): Named[] =>
  unmapped(address).value === 0n ? [] : named('address', addressText(address));

/** The C agent decodes addresses of IPv6 sockets as IPv4 and so writes `::1` as 0.0.0.1, as the playbook's listeners know. */
export const socketAddressNamed = (text: string, protocol: string): Named[] =>
  addressNamed(text === '0.0.0.1' && protocol.endsWith('6') ? '::1' : text);

/**
 * A port of TCP or UDP as `22/tcp`, or as `22` where the protocol is not told. 0 and `*` are none; neither are the numbers of raw
 * sockets, which are protocols.
 */
export function portNamed(text: string, protocol: string): Named[] {
  const transport = protocol.toLowerCase().replace(/6$/, '');
  if (/^(raw|icmp)/.test(transport)) return [];
  if (!/^\d{1,5}$/.test(text)) return [];
  const port = Number(text);
  if (port === 0 || port > 65_535) return [];
  return named('port', transport === 'tcp' || transport === 'udp' ? `${port}/${transport}` : String(port));
}

/** A path that begins at the root, a drive, a share or a Windows device. */
const isAbsolute = (path: string): boolean => path.startsWith('/') || isWindowsPath(path);
const isWindowsPath = (path: string): boolean => /^([a-z]:[\\/]|\\)/i.test(path);

/** A file by its absolute path; `..` is left as it stands, since what it leads to is not certain. */
export function fileNamed(path: string): Named[] {
  if (!isAbsolute(path)) return [];
  if (isWindowsPath(path)) return named('file', path, true);
  const plain = path.replace(/\/(?:\.?\/)+/g, '/').replace(/(.)\/$/, '$1');
  return plain === '/' ? [] : named('file', plain);
}

/** A program that ran: the process, and the file where its path is told. */
export function programNamed(text: string): Named[] {
  if (nobody.has(text.trim())) return [];
  const files = fileNamed(text);
  const [file] = files;
  return [...named('process', file?.value ?? text, file?.ignoresCase), ...files];
}

/** A program that took a sign-in; what is no path is a terminal or a service name, not a program. */
export const handlerNamed = (text: string): Named[] => (isAbsolute(text) ? programNamed(text) : []);
