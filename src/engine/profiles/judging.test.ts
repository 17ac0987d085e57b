import { expect, it } from 'vitest';
import { compileGlob, literalGlob } from '../../core/profiles/glob.ts';
import { createJudge } from '../../core/profiles/judgeRow.ts';
import { learnProfile } from '../../core/profiles/learnProfile.ts';
import { addressesIn } from './addressTest.ts';

const user = (name: string, groups: string) => ({ UserName: name, UserId: '1', GroupNames: groups });
const listener = (port: string, exposure: string) => ({ Protocol: 'tcp', LocalPort: port, Exposure: exposure });

it('expects what it learned, tells another state of it from what it does not name, and leaves other steps alone', () => {
  const learned = learnProfile([
    { stepId: 'users', rows: [user('pi', 'pi;video')] },
    { stepId: 'listeners', rows: [listener('22', 'loopback')] },
  ]);
  const judge = createJudge(learned, addressesIn);
  expect(judge('users', user('pi', 'pi')).mark).toBe('expected');
  expect(judge('users', user('pi', 'pi;sudo'))).toEqual({
    mark: 'unexpected',
    reasons: ['User pi is not expected in sudo.'],
  });
  expect(judge('users', user('eve', 'eve')).mark).toBe('new');
  expect(judge('listeners', listener('22', 'all interfaces')).mark).toBe('unexpected');
  expect(judge('listeners', listener('8888', 'loopback')).mark).toBe('new');
  expect(judge('inbound', { Executable: 'x', LocalPort: '22', Peers: '["192.0.2.1"]' }).mark).toBe('notCovered');
  expect(judge('constructor', user('eve', 'eve')).mark).toBe('notCovered');
});

it('learns no origin from failed sign-ins', () => {
  const row = { UserName: 'pi', Outcome: 'failure', RemoteAddresses: '["203.0.113.9"]' };
  expect(learnProfile([{ stepId: 'logins', rows: [row] }]).origins).toEqual([]);
  expect(learnProfile([{ stepId: 'logins', rows: [{ ...row, Outcome: 'success' }] }]).origins).toEqual(['203.0.113.9']);
});

it('finds addresses in blocks of both families, and host names as they stand', () => {
  const holds = addressesIn(['192.0.2.0/24', '2001:db8::/32', 'gateway']);
  expect(['192.0.2.255', '::ffff:192.0.2.1', '2001:db8::1', 'gateway'].map(holds)).toEqual([true, true, true, true]);
  expect(['192.0.3.0', '2001:db9::1', 'gateway2', ''].map(holds)).toEqual([false, false, false, false]);
});

it('matches whole texts by globs, and a literal by itself alone', () => {
  expect(compileGlob('pump* --rpm ?')('pumpctl set --rpm 7')).toBe(true);
  expect(compileGlob('pump* --rpm ?')('pumpctl set --rpm 77')).toBe(false);
  expect(compileGlob('a*b*c')('abcbc')).toBe(true);
  const literal = compileGlob(literalGlob('sh \\* ?'));
  expect([literal('sh \\* ?'), literal('sh \\x ?')]).toEqual([true, false]);
});
