import { expect, test } from 'vitest';
import { withInherited } from './inherited.ts';

const complete = { kind: 'complete', text: 'Every row was read.' } as const;
const capped = { kind: 'setCapped', text: 'Users: row 1 holds 128 values.' } as const;
const cut = { kind: 'truncated', text: 'Rows are missing.' } as const;

test('an answer made from whole answers is as complete as its own verdicts say', () => {
  expect(withInherited([complete], [{ number: 3, title: 'Users', verdicts: [complete] }])).toEqual([complete]);
  expect(withInherited([cut], [])).toEqual([cut]);
});

test('an answer made from an incomplete one is not complete, and names it', () => {
  const exhibits = [
    { number: 3, title: 'Users', verdicts: [complete] },
    { number: 4, title: 'Ports', verdicts: [capped, cut] },
  ];
  const of4 = (text: string) => `Exhibit 4 (“Ports”), which the query reads: ${text}`;
  const inherited = [
    { kind: 'setCapped', text: of4(capped.text) },
    { kind: 'truncated', text: of4(cut.text) },
  ];
  expect(withInherited([complete], exhibits)).toEqual(inherited);
  expect(withInherited([cut], exhibits)).toEqual([cut, ...inherited]);
});
