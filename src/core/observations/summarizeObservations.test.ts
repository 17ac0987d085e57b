import { describe, expect, it } from 'vitest';
import type { Cell } from '../kqlText/kqlTypes.ts';
import { summarizeObservations } from './summarizeObservations.ts';

type Values = Record<string, Cell>;
const steps = (rows: Record<string, Values[]>) => (stepId: string) =>
  (rows[stepId] ?? []).map((values, place) => ({ exhibit: 7, row: place + 1, values }));
const at = (time: string) => `2026-03-01T${time}:00.0000000Z`;
const textsOf = (rows: Record<string, Values[]>) => summarizeObservations(steps(rows)).map(({ text }) => text);

const signIns: Values = {
  RemoteAddress: '192.0.2.7',
  Reading: 'failures then success',
  Failures: 1200,
  Successes: 2,
  FirstFailure: at('10:00'),
  LastFailure: at('11:00'),
  FirstSuccess: at('11:01'),
  LastSuccess: at('12:00'),
  UserCount: 2,
  Users: '["ann","root"]',
  Handlers: '["/usr/sbin/sshd"]',
};

describe('summarizeObservations', () => {
  it('finds nothing in a case without answers', () => {
    expect(summarizeObservations(() => [])).toEqual([]);
  });

  it('tells an address that got in from one that did not, and leaves the rest', () => {
    expect(
      textsOf({
        'sign-ins': [
          signIns,
          { ...signIns, RemoteAddress: '192.0.2.8', Reading: 'repeated failures', FirstFailure: at('10:30') },
          { ...signIns, Reading: 'isolated failures' },
        ],
      }),
    ).toEqual([
      '192.0.2.7 failed 1,200 times to sign in, from 2026-03-01 10:00:00 UTC to 2026-03-01 11:00:00 UTC, and was in at 2026-03-01 11:01:00 UTC. It tried 2 accounts (ann, root) through /usr/sbin/sshd.',
      '192.0.2.8 failed 1,200 times to sign in, from 2026-03-01 10:30:00 UTC to 2026-03-01 11:00:00 UTC, and did not get in. It tried 2 accounts (ann, root) through /usr/sbin/sshd.',
    ]);
  });

  it('tells an address that had signed in before its first failure', () => {
    const [observation] = summarizeObservations(steps({ 'sign-ins': [{ ...signIns, FirstSuccess: at('09:00') }] }));
    expect(observation?.rule).toBe('failures-of-known-source');
    expect(observation?.text).toContain(
      'and signed in 2 times, first at 2026-03-01 09:00:00 UTC, before any failure. It tried',
    );
  });

  it('takes accounts of the first snapshot as old and tells the later changes', () => {
    const account = { UserId: '1', Groups: '["a"]', Added: '[]', Removed: '[]' };
    expect(
      textsOf({
        'membership-changes': [
          { ...account, Snapshot: at('01:00'), UserName: 'old', Change: 'first seen' },
          {
            ...account,
            Snapshot: at('02:00'),
            UserName: 'new',
            Change: 'first seen',
            UserId: '1005',
            Groups: '["new","sudo"]',
          },
          {
            ...account,
            Snapshot: at('03:00'),
            UserName: 'old',
            Change: 'groups changed',
            Added: '["sudo"]',
            Removed: '["a"]',
          },
          { ...account, Snapshot: at('04:00'), UserName: 'gone', Change: 'not in newer snapshots' },
        ],
      }),
    ).toEqual([
      'The account new (id 1005) appears with the snapshot of 2026-03-01 02:00:00 UTC, in the groups new, sudo.',
      'The account old moved into sudo and out of a by the snapshot of 2026-03-01 03:00:00 UTC.',
      'The account gone is in no snapshot after 2026-03-01 04:00:00 UTC.',
    ]);
  });

  it('gives each family of commands one observation, with its first time and all its rows', () => {
    const command = { Family: 'miner', Rows: 2, LastObserved: at('09:00') };
    const [observation] = summarizeObservations(
      steps({
        'suspicious-commands': [
          { ...command, Executable: '/b', FirstObserved: at('08:00'), CommandLines: '["later"]' },
          { ...command, Executable: '/a', FirstObserved: at('07:00'), CommandLines: '["first"]' },
        ],
      }),
    );
    expect(observation).toEqual({
      rule: 'commands-miner',
      text: 'Command lines name a coin miner: first, later (first at 2026-03-01 07:00:00 UTC, 4 events).',
      at: at('07:00'),
      citations: [
        { exhibit: 7, row: 1 },
        { exhibit: 7, row: 2 },
      ],
    });
  });

  it('names outbound mining by port or protocol, and no connection inside the network', () => {
    const connection = {
      Scope: 'internet',
      RemoteAddress: '198.51.100.4',
      RemotePort: '3333',
      Connections: 5,
      FirstObserved: at('06:00'),
      Executables: '["/opt/m"]',
      CommandLines: '["m -o stratum+tcp://pool"]',
    };
    const texts = textsOf({
      outbound: [
        connection,
        { ...connection, Scope: 'private' },
        { ...connection, RemotePort: '443', CommandLines: '["curl https://example.com"]' },
      ],
    });
    expect(texts).toEqual([
      'The device connected 5 times to 198.51.100.4 port 3333 with /opt/m, first by 2026-03-01 06:00:00 UTC: mining pools use this port, and the command line names the mining protocol.',
    ]);
  });

  it('tells new reachable listeners from old ones and leaves loopback, low and UDP ports', () => {
    const listener = {
      Exposure: 'all interfaces',
      Protocol: 'tcp',
      LocalAddress: '0.0.0.0',
      FirstObserved: at('01:00'),
    };
    expect(
      textsOf({
        listeners: [
          { ...listener, LocalPort: '8080' },
          { ...listener, LocalPort: '9001', FirstObserved: at('05:00') },
          { ...listener, LocalPort: '22', FirstObserved: at('05:00') },
          { ...listener, LocalPort: '5000', Exposure: 'loopback', FirstObserved: at('05:00') },
          { ...listener, LocalPort: '5353', Protocol: 'udp', FirstObserved: at('05:00') },
        ],
      }),
    ).toEqual([
      '1 listener above port 1024 can be reached since the first snapshot: tcp 0.0.0.0:8080.',
      'A new listener can be reached from other machines: tcp 0.0.0.0:9001 (all interfaces), first in the snapshot of 2026-03-01 05:00:00 UTC.',
    ]);
  });

  it('sees a chain that began to allow by default, rules that went, and a firewall that is off', () => {
    const policy = {
      IsEmpty: false,
      Chain: 'INPUT',
      Protocol: '',
      Source: '',
      SourcePort: '',
      Destination: '',
      DestinationPort: '',
      Application: '',
    };
    const texts = textsOf({
      firewall: [
        { ...policy, Action: 'Allow', Current: true, FirstObserved: at('04:00'), LastObserved: at('05:00') },
        { ...policy, Action: 'Deny', Current: false, FirstObserved: at('01:00'), LastObserved: at('03:00') },
        { IsEmpty: true, Current: true, FirstObserved: at('05:00'), LastObserved: at('05:00') },
      ],
    });
    expect(texts).toEqual([
      '1 firewall rule of an earlier snapshot is not in the newest one, last seen 2026-03-01 03:00:00 UTC.',
      'The firewall chain INPUT allows by default since the snapshot of 2026-03-01 04:00:00 UTC; it did not before.',
      'The newest snapshot of the firewall, 2026-03-01 05:00:00 UTC, is empty: the firewall is off.',
    ]);
  });

  it('puts alerts first, by severity, then the rest in order of time', () => {
    const texts = textsOf({
      'related-alerts': [
        { AlertSeverity: 'Low', DisplayName: 'Failed sign-ins' },
        { AlertSeverity: 'High', DisplayName: 'Miner' },
        { AlertSeverity: 'High', DisplayName: '', AlertName: 'Backdoor' },
      ],
      silence: [{ GapStart: at('06:00'), GapEnd: '2026-03-04T06:00:00.0000000Z', Gap: '3.00:00:00' }],
      'agent-health': [
        { EventTime: at('05:00'), RawEventName: 'DroppedEventsStatistics', Detail: 'High queue', Lost: 12 },
        { EventTime: at('05:30'), RawEventName: 'Diagnostic', Detail: 'Error: No audit', Lost: 0 },
        { EventTime: at('05:40'), RawEventName: 'Diagnostic', Detail: 'Information: Started', Lost: 0 },
      ],
    });
    expect(texts).toEqual([
      '3 alerts name the device: 2 High (Miner, Backdoor); 1 Low (Failed sign-ins).',
      'The agent dropped 12 events, by its reports from 2026-03-01 05:00:00 UTC to 2026-03-01 05:00:00 UTC.',
      'The agent reported at 2026-03-01 05:30:00 UTC: No audit.',
      'Nothing arrived from the device for 3 d 0 h, from 2026-03-01 06:00:00 UTC to 2026-03-04 06:00:00 UTC.',
    ]);
  });
});
