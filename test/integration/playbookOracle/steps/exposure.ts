import { endsWithText, startsWithText } from '../strings.ts';

/** How far a listening socket can be reached, by its address (`protocol` in lower case). */
export function exposure(address: string, protocol: string): string {
  const mangledLoopback = endsWithText(protocol, '6') && address === '0.0.0.1';
  if (startsWithText(address, '127.') || address === '::1' || mangledLoopback) return 'loopback';
  return ['0.0.0.0', '::', '*', ''].includes(address) ? 'all interfaces' : 'one address';
}
