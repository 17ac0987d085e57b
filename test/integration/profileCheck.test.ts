import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseId, ExhibitSummary, Output, Profile } from '../../src/shared/contract/index.ts';
import { profile } from '../../src/shared/contract/profiles.ts';
import { expectValue, startRealEngine } from '../support/engine.ts';

/** The attack on pump-07 begins on the evening of 17 April 2019; the case that is learned from ends before it. */
const beforeAttack = { from: '2019-04-05T06:32:12Z', to: '2019-04-17T12:00:00Z' };
const folder = mkdtempSync(join(tmpdir(), 'casebook-profile-'));
const engine = startRealEngine();
let checked: Output<'profiles.check'>;
let after: { caseId: CaseId; profile: Profile; exhibits: readonly ExhibitSummary[] };

beforeAll(async () => {
  const source = { kind: 'local', folder: join(folder, 'sample') } as const;
  expectValue(await engine.call('sources.writeSample', { folder: source.folder }));
  const investigate = async (name: string, window?: typeof beforeAttack) => {
    const path = join(folder, `${name}.casefile`);
    const subject = { deviceId: 'pump-07', hubName: 'plant', ...(window && { window }) };
    const { caseId } = expectValue(await engine.call('cases.create', { path, source, ...subject }));
    expectValue(await engine.call('exhibits.runAll', { caseId }));
    return caseId;
  };
  const good = await investigate('before', beforeAttack);
  const { content } = expectValue(await engine.call('profiles.learn', { caseId: good }));
  const caseId = await investigate('after');
  const edited = profile.shape.content.parse({
    ...content,
    // What an examiner adds to a learned profile: arguments that differ from run to run.
    commandLines: [
      ...(content.commandLines ?? []),
      'pumpctl set *',
      'mosquitto_pub -t plant/*',
      'sh -c test -x /usr/sbin/anacron *',
    ],
  });
  const added = expectValue(
    await engine.call('profiles.add', { caseId, name: 'pump', deviceModel: 'pump', content: edited }),
  );
  after = { caseId, profile: added, exhibits: expectValue(await engine.call('cases.get', { caseId })).exhibits };
  checked = expectValue(await engine.call('profiles.check', { caseId }));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const marked = (step: string) =>
  (checked.steps.find(({ stepId }) => stepId === step)?.rows ?? [])
    .map(({ mark, reasons }) => [mark, ...reasons])
    .toSorted();

it('names the accounts and the listener of the attack, and no other', () => {
  const accounts = [
    ['new', 'User sysupd is not in the profile.'],
    ['unexpected', 'User logger is not expected in sudo.'],
  ];
  for (const step of ['users', 'membership-changes', 'privileged-users']) expect(marked(step)).toEqual(accounts);
  for (const step of ['ports', 'listeners']) {
    expect(marked(step)).toEqual([['new', 'A listener on tcp 8888 is not in the profile.']]);
  }
});

it('names the addresses of the attack, and no other', () => {
  for (const step of ['sign-ins', 'inbound']) {
    expect(marked(step)).toEqual([['new', 'Origin 203.0.113.9 is not in the profile.']]);
  }
  const destinations = marked('outbound').flatMap(([, ...reasons]) =>
    reasons.filter((each) => each.startsWith('Dest')),
  );
  expect(new Set(destinations)).toEqual(
    new Set(['Destination 203.0.113.9 is not in the profile.', 'Destination 192.0.2.11 is not in the profile.']),
  );
});

it('names no command of the pump itself where the profile holds its patterns', () => {
  const reasons = marked('processes').flat().join('\n');
  expect(reasons).toContain('/tmp/.x/xmrig');
  for (const benign of ['pumpctl', 'mosquitto_pub', 'anacron']) expect(reasons).not.toContain(benign);
});

it('marks the rows of a page as the check does, and rows of other answers not at all', async () => {
  const { caseId, profile: used, exhibits } = after;
  const { profileId } = used;
  const step = checked.steps.find((each) => each.stepId === 'users');
  const page = { caseId, profileId, exhibit: step?.exhibit ?? 0, offset: 0, limit: 5000 };
  const { rows } = expectValue(await engine.call('profiles.marks', page));
  expect(rows.filter(({ mark }) => mark !== 'expected')).toEqual(step?.rows);
  expect(rows).toHaveLength(step ? step.counts.expected + step.rows.length : 0);
  const sort = { column: 'UserName', descending: true };
  const sorted = expectValue(await engine.call('profiles.marks', { ...page, limit: 1, sort }));
  const shown = expectValue(
    await engine.call('exhibits.page', { caseId, exhibit: page.exhibit, offset: 0, limit: 1, sort }),
  );
  expect(sorted.rows.map(({ row }) => row)).toEqual(shown.rows.map(({ row }) => row));
  const guide = exhibits.find(({ stepId, variant, role }) => stepId === 'users' && variant === 'guide' && !role);
  const other = expectValue(await engine.call('profiles.marks', { ...page, exhibit: guide?.number ?? 0 }));
  expect(new Set(other.rows.map(({ mark }) => mark))).toEqual(new Set(['notCovered']));
});

it('hands out what a profile expects, and says so where it is of another version', async () => {
  const { caseId, profile: used } = after;
  const content = expectValue(await engine.call('profiles.content', { caseId, profileId: used.profileId }));
  expect(content).toEqual(used.content);
  const newer = expectValue(
    await engine.call('profiles.add', { caseId, name: 'newer', deviceModel: '', content: { version: 2 } }),
  );
  const refused = await engine.call('profiles.content', { caseId, profileId: newer.profileId });
  expect(JSON.stringify(refused)).toContain('Revise it as version 1');
});
