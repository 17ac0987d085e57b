import { expect, test } from 'vitest';
import { changesBetween } from './revisionChanges.ts';

test('tells what came and went between two revisions, list by list', () => {
  const before = {
    version: 1,
    users: [{ name: 'pi', groups: ['video'] }],
    origins: ['192.0.2.1'],
    executables: ['/a'],
  };
  const after = {
    version: 1,
    users: [{ groups: ['video', 'sudo'], name: 'pi' }],
    executables: ['/a'],
    listeners: [{ exposure: 'loopback', port: '22', protocol: 'tcp' }],
  };
  expect(changesBetween(before, after)).toEqual([
    { list: 'users', added: ['pi in video, sudo'], removed: ['pi in video'] },
    { list: 'origins', added: [], removed: ['192.0.2.1'] },
    { list: 'listeners', added: ['tcp 22 loopback'], removed: [] },
  ]);
  expect(changesBetween(before, before)).toEqual([]);
});

test('content of another version is compared as it stands', () => {
  expect(changesBetween({ version: 2, strange: 7 }, { version: 2, strange: { deep: [1] } })).toEqual([
    { list: 'strange', added: ['in 1'], removed: ['7'] },
  ]);
});
