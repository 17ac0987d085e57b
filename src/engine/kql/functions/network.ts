import { type FunctionEntry, jsFunction } from './entry.ts';

/** An IPv4 address with its prefix length, or undefined. `10.1.2.3/8` names the whole network. */
export const parseIpv4 = (text: string): { address: number; prefix: number } | undefined => {
  const match = /^\s*(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const bytes = [1, 2, 3, 4].map((group) => Number(match[group]));
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (bytes.some((byte) => byte > 255) || prefix > 32) return undefined;
  return { address: bytes.reduce((sum, byte) => sum * 256 + byte, 0), prefix };
};
/** The first address of the network. */
export const networkOf = (address: number, prefix: number): number => {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
};

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap((text) => parseIpv4(text) ?? []);

export const networkFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['ipv4_is_private'],
    args: ['text'],
    result: 'bool',
    run: (text: string) => {
      const ip = parseIpv4(text);
      if (ip === undefined) return null;
      const first = networkOf(ip.address, ip.prefix);
      return privateNetworks.some(
        (network) => ip.prefix >= network.prefix && networkOf(first, network.prefix) === network.address,
      );
    },
    example: 'ipv4_is_private("10.1.2.3")',
  }),
];
