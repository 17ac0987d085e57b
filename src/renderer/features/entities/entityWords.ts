import type { AddressScope } from '../../../core/entities/addressScope.ts';
import type { EntityKind } from '../../../core/entities/entityKinds.ts';
import type { Clock } from '../../../core/entities/seen.ts';

/** The kinds for people, one and many. */
export const kindWords: Readonly<Record<EntityKind, readonly [one: string, many: string]>> = {
  address: ['Address', 'Addresses'],
  user: ['User', 'Users'],
  group: ['Group', 'Groups'],
  port: ['Port', 'Ports'],
  process: ['Process', 'Processes'],
  file: ['File', 'Files'],
  hash: ['Hash', 'Hashes'],
  device: ['Device', 'Devices'],
};

/** What a scope says of an address. */
export const scopeHelp: Readonly<Record<AddressScope, string>> = {
  public: 'Can be reached from the internet.',
  private: 'Of a private network (RFC 1918); not reached from the internet.',
  uniqueLocal: 'Of a private IPv6 network (RFC 4193); not reached from the internet.',
  sharedSpace: 'Between a provider and its customers behind carrier-grade NAT (RFC 6598).',
  linkLocal: 'Of one network link; no router passes it on.',
  loopback: 'The device itself.',
  multicast: 'A group of receivers, not one machine.',
  broadcast: 'Everybody on the network.',
  documentation: 'Set aside for examples (RFC 5737, RFC 3849, RFC 9637); no real machine has it.',
  benchmarking: 'Set aside for measurements of network equipment.',
  unspecified: 'This network; no machine is reached by it.',
  reserved: 'Reserved by the IETF; not reached from the internet.',
};

/** What stands beside a time that is not the device’s own in UTC, and what it means. */
export const clockWords: Readonly<Record<Clock, readonly [note: string, help: string]>> = {
  device: ['', 'By the device’s own clock, in UTC.'],
  service: ['service time', 'By the clock of the service; no row tells the device’s own time.'],
  local: [
    'device-local time',
    'The device’s local time, which the guide’s queries read as UTC: it is off by the device’s offset.',
  ],
};
