import { describe, expect, it } from 'vitest';
import { exactly } from './answer.ts';
import { setOf } from './grouping.ts';
import { instant, ticksPerHour } from './instants.ts';
import { firewall } from './steps/firewall.ts';
import { membershipChanges } from './steps/membershipChanges.ts';
import { processList } from './steps/processList.ts';
import { processTree } from './steps/processTree.ts';
import { signIns } from './steps/signIns.ts';
import { silence } from './steps/silence.ts';
import type { Bindings } from './subject.ts';
import { Undecided } from './undecided.ts';
import type { RawEvent, Workspace } from './workspace.ts';

const at = (time: string): bigint => {
  const ticks = instant(`2019-04-18T${time}Z`);
  if (ticks === null) throw new Error(time);
  return ticks;
};
const bindings: Bindings = {
  device: 'pump',
  hub: 'plant',
  until: at('23:00:00'),
  since: at('00:00:00'),
  around: at('12:00:00'),
  window: ticksPerHour,
  address: '203.0.113.9',
  executable: '/tmp/x',
};
const event = (name: string, time: string, details: object, more: Partial<RawEvent> = {}): RawEvent => ({
  AgentVersion: '',
  AssociatedResourceId: '/x/iothubs/PLANT',
  DeviceId: 'pump',
  EventDetails: JSON.stringify({ ...details, TimestampUTC: `2019-04-18T${time}` }),
  IsEmpty: false,
  RawEventCategory: 'Triggered',
  RawEventName: name,
  RawEventType: 'Security',
  TimeGenerated: at(time),
  TimeStamp: at('00:00:00'),
  ...more,
});
const workspace = (...rawEvents: RawEvent[]): Workspace => ({ rawEvents, alerts: [], recommendations: [] });
const onlyForms = (expected: { rows: readonly (readonly unknown[])[] }) =>
  expected.rows.map((forms) => {
    expect(forms).toHaveLength(1);
    return forms[0];
  });

describe('results worked out by hand', () => {
  it('process tree: the newest earlier owner of the parent id, all of them in a tie, none from the future', () => {
    const start = (time: string, id: number, parent: number, executable: string) =>
      event('ProcessCreate', time, { ProcessId: id, ParentProcessId: parent, Executable: executable });
    const { rows } = processTree(
      workspace(
        start('08:00:00', 5, 1, '/old'),
        start('09:00:00', 5, 1, '/new'),
        start('10:00:00', 6, 5, '/child'),
        start('11:00:00', 5, 1, '/later'),
        start('12:00:00', 7, 8, '/early'),
        start('13:00:00', 8, 1, '/after'),
        start('14:00:00', 9, 1, '/twin-a'),
        start('14:00:00', 9, 1, '/twin-b'),
        start('15:00:00', 10, 9, '/heir'),
        start('16:00:00', 0, 9, '/aggregated'),
      ),
      bindings,
    );
    const parents = rows.map((forms) => [forms[0]?.[3], forms.map((form) => [form[6], form[7]])]);
    expect(parents).toContainEqual(['/child', [[at('09:00:00'), '/new']]]);
    expect(parents).toContainEqual(['/early', [[null, '']]]);
    expect(parents).toContainEqual([
      '/heir',
      [
        [at('14:00:00'), '/twin-a'],
        [at('14:00:00'), '/twin-b'],
      ],
    ]);
    expect(rows).toHaveLength(9);
  });

  it('membership changes: first seen, changed, gone; both separators; empty snapshots passed over', () => {
    const user = (time: string, name: string, groups: string) =>
      event('LocalUsers', time, { UserName: name, UserId: '1', GroupNames: groups });
    const events = [
      user('01:00:00', 'pi', 'pi;adm'),
      user('01:00:00', 'op', 'Users,Administrators'),
      user('02:00:00', 'pi', 'adm;pi'),
      user('03:00:00', 'pi', 'pi;sudo'),
      event('LocalUsers', '04:00:00', {}, { IsEmpty: true }),
    ];
    const windows = exactly(['Administrators', 'Users']);
    expect(onlyForms(membershipChanges(workspace(...events), bindings))).toEqual([
      [at('01:00:00'), 'op', '1', 'first seen', windows, setOf(['Administrators', 'Users']), setOf([])],
      [at('01:00:00'), 'pi', '1', 'first seen', exactly(['adm', 'pi']), setOf(['adm', 'pi']), setOf([])],
      [at('03:00:00'), 'pi', '1', 'groups changed', exactly(['pi', 'sudo']), setOf(['sudo']), setOf(['adm'])],
      [at('01:00:00'), 'op', '1', 'not in newer snapshots', windows, exactly([]), windows],
    ]);
    const twice = workspace(user('01:00:00', 'pi', 'a'), user('01:00:00', 'pi', 'b'));
    expect(() => membershipChanges(twice, bindings)).toThrow(Undecided);
  });

  it('silence: gaps above 14 hours between minutes, the last one up to the end of the period', () => {
    const beat = (time: string) => event('Heartbeat', time, {});
    const { rows } = silence(workspace(beat('08:59:59'), beat('08:59:01'), beat('00:00:00')), bindings);
    expect(rows).toEqual([[[at('08:59:00'), at('23:00:00'), 14n * ticksPerHour + ticksPerHour / 60n]]]);
    expect(silence(workspace(beat('09:00:00')), bindings).rows).toEqual([]);
  });

  it('sign-ins: Result of the older agents, Operation of the micro agent, local addresses together', () => {
    const login = (time: string, details: object) =>
      event('Login', time, { UserName: 'pi', Executable: 'sshd', ...details });
    const fails = ['01', '02', '03', '04', '05'].map((minute) =>
      login(`10:${minute}:00`, { RemoteAddress: '203.0.113.9', Result: 'FAIL', Operation: 'auth' }),
    );
    const { rows } = signIns(
      workspace(
        ...fails,
        login('10:06:00', { RemoteAddress: '203.0.113.9', Result: 'Success' }),
        login('11:00:00', { RemoteAddress: '-', Operation: 'Login' }),
        login('11:01:00', { Operation: 'LoginFailed' }),
        login('11:02:00', { Operation: 'Logout' }),
        login('11:03:00', { RemoteAddress: '192.0.2.1', Operation: 'other' }),
      ),
      bindings,
    );
    expect(rows.map(([row = []]) => [row[0], row[1], row[2], row[3], row[6], row[10]])).toEqual([
      ['203.0.113.9', 5n, 1n, at('10:01:00'), at('10:06:00'), 'failures then success'],
      ['(local)', 1n, 1n, at('11:01:00'), at('11:00:00'), 'isolated failures'],
      ['192.0.2.1', 0n, 0n, null, null, 'outcome not stated'],
    ]);
  });

  it('firewall: wide is null where Enabled is missing and nothing else decides', () => {
    const rule = (details: object) => event('FirewallConfiguration', '01:00:00', details);
    const { rows } = firewall(
      workspace(
        rule({ Action: 'Allow', Enabled: true }),
        rule({ Action: 'Allow', Enabled: true, DestinationPort: '22' }),
        rule({ Action: 'Allow' }),
        rule({ Action: 'Deny' }),
      ),
      bindings,
    );
    expect(rows.map(([row = []]) => row[16])).toEqual([true, false, null, false]);
    expect(rows.map(([row = []]) => row[15])).toEqual([true, true, true, true]);
  });

  it('process list of the guide: a renamed account doubles its rows, an unknown one has an empty name', () => {
    const run = (id: string) => event('ProcessCreate', '01:00:00', { Executable: '/x', UserId: id, CommandLine: 'x' });
    const user = (name: string) => event('LocalUsers', '01:00:00', { UserId: '1', UserName: name });
    const events = [user('a'), user('b'), user('b'), run('1'), run('2')];
    expect(onlyForms(processList(workspace(...events), bindings))).toEqual([
      ['/x', 3n, null, null, setOf(['Id:1, Name:a', 'Id:1, Name:b', 'Id:2, Name:'], 128), setOf(['x'], 128)],
    ]);
  });
});
