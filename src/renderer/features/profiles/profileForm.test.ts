import { expect, test } from 'vitest';
import { addEntry, editEntry, emptyForm, formOf, removeEntry, savedOf, setCovered } from './profileForm.ts';
import { hintOf, isSavable, problemsOf } from './profileProblems.ts';

const shared = {
  name: 'Pump',
  deviceModel: 'P-100',
  content: {
    version: 1 as const,
    users: [
      { name: 'pi', groups: ['video', 'sudo'] },
      { name: 'logger', groups: [] },
    ],
    listeners: [{ protocol: 'tcp', port: '22', exposure: 'all interfaces' }],
    destinations: [{ address: '192.0.2.0/24' }, { address: 'hub.example', port: '8883' }],
    origins: [],
    commandLines: ['pumpctl set \\*', 'sh -c a\nb'],
  },
};

test('what is edited and left as it is comes back as it was, lists that are not covered stay absent', () => {
  const form = formOf(shared);
  expect(isSavable(problemsOf(form))).toBe(true);
  expect(savedOf(form)).toEqual(shared);
  expect(form.lists.executables.covered).toBe(false);
  expect(savedOf({ ...emptyForm, name: 'none' }).content).toEqual({ version: 1 });
});

test('entries are added, changed and removed, and a list can be left uncovered', () => {
  let form = addEntry(formOf(shared), 'executables', { text: '' });
  const [entry] = form.lists.executables.entries;
  form = editEntry(form, 'executables', entry?.id ?? 0, 'text', '/opt/*');
  form = removeEntry(form, 'users', form.lists.users.entries[0]?.id ?? 0);
  form = setCovered(form, 'origins', false);
  const { content } = savedOf(form);
  expect(content.executables).toEqual(['/opt/*']);
  expect(content.users).toEqual([{ name: 'logger', groups: [] }]);
  expect(content).not.toHaveProperty('origins');
});

test('a destination learned without a port is not taken for one at any port', () => {
  const form = formOf({ ...shared, content: { version: 1, destinations: [{ address: '192.0.2.1', port: '' }] } });
  expect([...problemsOf(form).entries.values()]).toEqual(['The port is a number from 0 to 65535, or empty for any.']);
});

test.each([
  ['users', { name: '', groups: 'a' }, /Name the user/],
  ['listeners', { protocol: 'tcp', port: '80-90', exposure: 'loopback' }, /number from 0/],
  ['listeners', { protocol: 'tcp', port: '65536', exposure: 'loopback' }, /number from 0/],
  ['destinations', { address: '192.0.2.0/33', port: '' }, /no CIDR block/],
  ['origins', { text: '' }, /Write an address/],
  ['commandLines', { text: '' }, /Write the text/],
  ['users', { name: 'pi', groups: 'other' }, /has this one already/],
] as const)('an entry of %s is refused beside itself: %j', (kind, fields, reason) => {
  const form = formOf(shared);
  const added = addEntry(form, kind, fields);
  const problems = problemsOf(added);
  expect([...problems.entries.values()]).toEqual([expect.stringMatching(reason)]);
  expect(isSavable(problems)).toBe(false);
  expect(isSavable(problemsOf(setCovered(added, kind, false)))).toBe(true);
});

test('a profile needs a name', () => {
  expect(problemsOf({ ...emptyForm, name: ' ' }).name).toMatch(/name/);
});

test('what is lawful and yet odd is pointed at', () => {
  expect(hintOf('origins', { text: '192.0.2.300' })).toMatch(/no IP address/);
  expect(hintOf('destinations', { address: '0.0.0.0/0', port: '' })).toMatch(/every address/);
  expect(hintOf('commandLines', { text: '**' })).toMatch(/everything/);
  expect(hintOf('users', { name: 'pi ', groups: '' })).toMatch(/space/);
  expect(hintOf('origins', { text: 'gateway' })).toBeUndefined();
});
