import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView, Comparison, Output } from '../../src/shared/contract/index.ts';
import { profileFile } from '../../src/shared/contract/profileContent.ts';
import { expectValue, startRealEngine } from '../support/engine.ts';

/** The attack on pump-07 begins on the evening of 17 April 2019; the earlier case ends before it. */
const beforeAttack = { from: '2019-04-05T06:32:12Z', to: '2019-04-17T12:00:00Z' };

const folder = mkdtempSync(join(tmpdir(), 'casebook-compare-'));
const engine = startRealEngine();
const call: typeof engine.call = (method, input, options) => engine.call(method, input, options);
let earlier: CaseView;
let later: CaseView;
let outcome: Output<'comparisons.cases'>;

beforeAll(async () => {
  const source = { kind: 'local', folder: join(folder, 'sample') } as const;
  expectValue(await call('sources.writeSample', { folder: source.folder }));
  const investigate = async (name: string, window?: typeof beforeAttack): Promise<CaseView> => {
    const subject = { deviceId: 'pump-07', hubName: 'plant' };
    const path = join(folder, `${name}.casefile`);
    const made = expectValue(await call('cases.create', { path, source, ...subject, ...(window && { window }) }));
    expectValue(await call('exhibits.runAll', { caseId: made.caseId }));
    return expectValue(await call('cases.get', { caseId: made.caseId }));
  };
  earlier = await investigate('before', beforeAttack);
  later = await investigate('after');
  outcome = expectValue(await call('comparisons.cases', { before: earlier.caseId, after: later.caseId }));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function comparisonOf(step: string): Comparison {
  const found = outcome.comparisons.find(({ stepId, variant }) => stepId === step && variant === 'hardened');
  if (!found) throw new Error(`${step} was not compared.`);
  return found;
}
const added = (step: string, column: string) =>
  comparisonOf(step)
    .added.map(({ values }) => values[column])
    .toSorted();
const changed = (step: string, column: string) =>
  comparisonOf(step)
    .changed.map(({ key }) => key[column])
    .toSorted();

describe('two cases of one device, before and after the attack', () => {
  it('names the accounts that came and the one that was raised', () => {
    expect(added('users', 'UserName')).toEqual(['logger', 'sysupd']);
    expect(changed('users', 'UserName')).toEqual(['logger']);
    expect(added('privileged-users', 'UserName')).toEqual(['logger', 'sysupd']);
  });

  it('names the new listener, the new destinations and the new peer, and nothing else of the network', () => {
    expect(comparisonOf('listeners').added.map(({ values }) => values)).toEqual([
      { Protocol: 'tcp', LocalAddress: '0.0.0.0', LocalPort: '8888', Exposure: 'all interfaces' },
    ]);
    expect(added('outbound', 'RemotePort')).toEqual(['22', '4444', '80']);
    const [peers] = comparisonOf('inbound').changed;
    expect(peers?.columns.map(({ members }) => members)).toEqual([{ added: ['203.0.113.9'], removed: [] }]);
    for (const step of ['listeners', 'outbound', 'inbound']) expect(comparisonOf(step).counts.removed).toBe(0);
  });

  it('names every program of the attack, and no other', () => {
    expect(added('processes', 'Executable')).toEqual(
      [
        '/usr/sbin/sshd',
        '/usr/sbin/useradd',
        '/usr/sbin/usermod',
        '/usr/bin/curl',
        '/bin/chmod',
        '/tmp/x',
        '/bin/mkdir',
        '/usr/bin/nohup',
        '/tmp/.x/xmrig',
        '/sbin/iptables',
        '/bin/nc',
        '/usr/bin/ssh',
        '/bin/rm',
        '/bin/systemctl',
      ].toSorted(),
    );
  });

  it('shows the sign-ins of the attacker as new rows', () => {
    const addresses = comparisonOf('logins').added.map(({ values }) => values.RemoteAddresses);
    expect(new Set(addresses)).toEqual(new Set(['["203.0.113.9"]']));
  });

  it('says of each side what its answer may lack', () => {
    const guide = outcome.comparisons.find(({ stepId, variant }) => stepId === 'processes' && variant === 'guide');
    expect(guide?.after.shortcomings.map(({ kind }) => kind)).toContain('setCapped');
  });

  it('turns round: what was added is removed', async () => {
    const back = expectValue(await call('comparisons.cases', { before: later.caseId, after: earlier.caseId }));
    const users = back.comparisons.find(({ stepId, variant }) => stepId === 'users' && variant === 'hardened');
    expect(users?.removed.map(({ values }) => values.UserName).toSorted()).toEqual(['logger', 'sysupd']);
  });
});

describe('a profile learned before the attack', () => {
  it('names what the attacker changed, and nothing else', async () => {
    const { content } = expectValue(await call('profiles.learn', { caseId: earlier.caseId }));
    const kept = profileFile.parse({ format: 'casebook-profile', name: 'pump', deviceModel: 'pump', content });
    const profile = {
      name: kept.name,
      deviceModel: kept.deviceModel,
      content: JSON.parse(JSON.stringify(kept.content)),
    };
    expectValue(await call('profiles.add', { caseId: later.caseId, ...profile }));
    const checked = expectValue(await call('profiles.check', { caseId: later.caseId }));
    const marked = (step: string) => checked.steps.find(({ stepId }) => stepId === step)?.rows ?? [];
    const reasons = (step: string) => marked(step).flatMap((row) => row.reasons);
    expect(reasons('users').toSorted()).toEqual([
      'User logger is not expected in sudo.',
      'User sysupd is not in the profile.',
    ]);
    expect(reasons('listeners')).toEqual(['A listener on tcp 8888 is not in the profile.']);
    expect(new Set(reasons('sign-ins'))).toEqual(new Set(['Origin 203.0.113.9 is not in the profile.']));
    expect(reasons('firewall')).toHaveLength(2);
    const processes = later.exhibits.find(
      ({ stepId, role, variant }) => stepId === 'processes' && role === null && variant === 'hardened',
    );
    const page = { caseId: later.caseId, exhibit: processes?.number ?? 0, offset: 0, limit: 100 };
    const { rows } = expectValue(await call('exhibits.page', page));
    const named = marked('processes').map(({ row }) => rows.find((each) => each.row === row)?.cells[0]);
    const used = ['/bin/sh', '/bin/cat', '/usr/bin/sudo'];
    expect(named.toSorted()).toEqual([...added('processes', 'Executable'), ...used].toSorted());
  });
});

describe('two exhibits', () => {
  const exhibitOf = (view: CaseView, step: string) =>
    view.exhibits.find(({ stepId, role }) => stepId === step && role === null)?.number ?? 0;

  it('compares by columns that the examiner names', async () => {
    const side = { caseId: later.caseId, exhibit: exhibitOf(later, 'users') };
    const rule = { key: ['UserName'], values: ['GroupNames'] };
    const same = expectValue(await call('comparisons.exhibits', { before: side, after: side, rule }));
    expect(same.counts).toMatchObject({ added: 0, removed: 0, changed: 0 });
  });

  it('refuses a column that is not there, and a query without a rule, and names the columns', async () => {
    const side = { caseId: later.caseId, exhibit: exhibitOf(later, 'users') };
    const rule = { key: ['Nobody'], values: [] };
    const refused = await call('comparisons.exhibits', { before: side, after: side, rule });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
    expect(JSON.stringify(refused)).toContain('UserName');
    const timeline = { caseId: later.caseId, exhibit: exhibitOf(later, 'timeline') };
    const noRule = await call('comparisons.exhibits', { before: timeline, after: timeline });
    expect(JSON.stringify(noRule)).toContain('name the key columns');
  });
});
