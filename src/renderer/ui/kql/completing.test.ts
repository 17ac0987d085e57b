import { expect, test } from 'vitest';
import { invites } from './completing.ts';

test.each([
  ['he', true],
  ['= "', true],
  ['| ', true],
  ['n(', true],
  ['', false],
  ['r ', false],
  ['= ', false],
  ['\n', false],
  [', ', false],
])('after %j proposals come by themselves: %s', (before, wanted) => {
  expect(invites(before)).toBe(wanted);
});
