import { expect, it } from 'vitest';
import { judgeRecount, recountDifference } from './recount.ts';

it('passes over the order of rows and of the values in a set', () => {
  const answered = [
    ['a', '["x","y"]'],
    ['b', '[not json'],
  ];
  expect(
    recountDifference(answered, [
      ['b', '[not json'],
      ['a', '["y","x"]'],
    ]),
  ).toBeUndefined();
  expect(recountDifference([], [])).toBeUndefined();
});

it('counts what only one of them has, equal rows one by one', () => {
  expect(
    recountDifference(
      [
        ['a', 1],
        ['a', 1],
      ],
      [
        ['a', 1],
        ['a', 2],
        ['c', 1],
      ],
    ),
  ).toEqual({
    onlyAnswered: 1,
    onlyRecounted: 2,
  });
  expect(judgeRecount(3, 40, { onlyAnswered: 1, onlyRecounted: 2 }).text).toContain(
    '1 row is only in exhibit 3, 2 rows are only here',
  );
});
