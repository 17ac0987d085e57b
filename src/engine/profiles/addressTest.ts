import { BlockList, isIP } from 'node:net';
import type { AddressTest } from '../../core/profiles/judgeRow.ts';

/**
 * A test of addresses against a list of addresses and CIDR blocks. What is no address is compared as text, since agents report
 * host names too. An IPv4 address mapped into IPv6 is the IPv4 address.
 */
export function addressesIn(listed: readonly string[]): AddressTest {
  const blocks = new BlockList();
  const texts = new Set<string>();
  for (const entry of listed) {
    const { address, prefix } = partsOf(entry);
    const family = familyOf(address);
    if (!family) texts.add(entry);
    else if (prefix === undefined) blocks.addAddress(address, family);
    else blocks.addSubnet(address, prefix, family);
  }
  return (address) => {
    const family = familyOf(address);
    return family ? blocks.check(address, family) : texts.has(address);
  };
}

function partsOf(entry: string): { address: string; prefix: number | undefined } {
  const [, address = entry, prefix] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  return { address, prefix: prefix === undefined ? undefined : Number(prefix) };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
