import { utc } from '../clock.ts';
import { type Device, pump07 } from '../devices.ts';
import type { Fields } from '../rawEvent.ts';

/** The rules are gone from every snapshot from then on. */
const firewallFlushedAt = utc('2019-04-18T12:20:00Z');
/** The Windows panel's firewall is off between these two: its snapshots are empty then. */
const windowsOff = { from: utc('2019-04-09T00:00:00Z'), to: utc('2019-04-10T12:00:00Z') };

const rule = (priority: number, chain: string, action: string, match: Fields = {}): Fields => ({
  Enabled: true,
  Priority: priority,
  ChainName: chain,
  ...(chain === 'INPUT' ? { Direction: 'In' } : chain === 'OUTPUT' ? { Direction: 'Out' } : {}),
  ...match,
  Action: action,
});

export interface FirewallRule {
  readonly payload: Fields;
  readonly extraDetails?: Fields;
}

const windowsRule = (name: string, port: string, action: string): FirewallRule => ({
  payload: { Enabled: true, Direction: 'In', DestinationPort: port, Protocol: 'TCP', Action: action },
  extraDetails: { 'Rule Name': name },
});

/** The rules in force, one row each, a chain's default policy last; none where the Windows firewall is off. */
export function firewallRules(device: Device, at: number): readonly FirewallRule[] {
  if (device.agent === 'windows') {
    if (at >= windowsOff.from && at < windowsOff.to) return [];
    return [
      windowsRule('Remote Desktop (TCP-In)', '3389', 'Allow'),
      windowsRule('Panel web service', '80,443', 'Allow'),
      windowsRule('File sharing', '445', 'Deny'),
    ];
  }
  const flushed = device === pump07 && at >= firewallFlushedAt;
  if (flushed) {
    return [rule(1, 'INPUT', 'Allow'), rule(1, 'FORWARD', 'Allow'), rule(1, 'OUTPUT', 'Allow')].map((payload) => ({
      payload,
    }));
  }
  return [
    rule(1, 'INPUT', 'Allow', { SourceAddress: '198.51.100.0/24', DestinationPort: '22', Protocol: 'tcp' }),
    rule(2, 'INPUT', 'Allow', { SourceAddress: '192.0.2.0/24', Protocol: 'tcp' }),
    rule(3, 'INPUT', 'Deny'),
    rule(1, 'OUTPUT', 'Allow'),
  ].map((payload) => ({ payload }));
}
