import { describe, expect, it } from 'vitest';
import { type JudgedAnswer, judgeAnswer, judgeFailure } from './verdicts.ts';

const kql = 'T | summarize IPs=makeset(Address), Few=make_set(Name, 2) by User';
const columns = [
  { name: 'User', type: 'string' },
  { name: 'IPs', type: 'dynamic' },
  { name: 'Few', type: 'dynamic' },
];
const values = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => i));
const answer = (rows: JudgedAnswer['rows'], error?: string): JudgedAnswer => ({ columns, rows, error });
const kinds = (judged: JudgedAnswer, unreadable: { table: string; count: number }[] = []) =>
  judgeAnswer(kql, judged, unreadable).map(({ kind }) => kind);

describe('judgeAnswer', () => {
  it('calls an answer complete when no rule says otherwise, empty answers too', () => {
    expect(kinds(answer([]))).toEqual(['complete']);
    expect(
      kinds(
        answer([
          ['pi', values(127), values(1)],
          ['root', null, 'not a list'],
        ]),
      ),
    ).toEqual(['complete']);
  });

  it('names the column and row of a set at its size', () => {
    const [first, second] = judgeAnswer(
      kql,
      answer([
        ['pi', values(3), values(0)],
        ['root', values(128), values(2)],
      ]),
      [],
    );
    expect(first).toEqual({
      kind: 'setCapped',
      text: 'IPs: Row 2 holds 128 values, where makeset stops; there may be more.',
    });
    expect(second?.text).toBe('Few: Row 2 holds 2 values, where make_set stops; there may be more.');
  });

  it('counts what the source could not read, table by table', () => {
    const verdicts = judgeAnswer(kql, answer([]), [
      { table: 'SecurityAlert', count: 0 },
      { table: 'SecurityIoTRawEvent', count: 3 },
    ]);
    expect(verdicts).toEqual([
      {
        kind: 'unreadableLines',
        text: '3 lines or cells of SecurityIoTRawEvent could not be read and are not in the answer.',
      },
    ]);
  });

  it('tells a cut answer from one that is partial for another reason', () => {
    const cut =
      '{"code":"PartialError","innererror":{"message":"exceed the set limit (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003)"}}';
    expect(kinds(answer([], cut))).toEqual(['truncated']);
    expect(kinds(answer([], '{"code":"PartialError"}'))).toEqual(['partial']);
  });
});

describe('judgeFailure', () => {
  it('tells a table that is not there from a query that failed', () => {
    expect(judgeFailure({ code: 'tableAbsent', message: 'There is no table T.' }).kind).toBe('tableAbsent');
    expect(judgeFailure({ code: 'kqlRun', message: 'Out of memory.' })).toEqual({
      kind: 'failed',
      text: 'The query gave no answer: Out of memory.',
    });
  });
});
