import { expect, test } from 'vitest';
import { queryTitle } from './queryTitle.ts';

test.each([
  ['// Logins from outside\nLogins | take 1', 'Logins from outside'],
  ['\n\n  Logins   | take 1 \n// all\n| count', 'Logins | take 1 | count'],
  ['//\n// \nprint 1', 'print 1'],
  ['', 'Own query'],
  ['  \n ', 'Own query'],
  [`print "${'x'.repeat(200)}"`, `print "${'x'.repeat(72)}…`],
])('%j is titled', (kql, title) => {
  expect(queryTitle(kql)).toBe(title);
});
