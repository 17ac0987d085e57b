import { describe, expect, it } from 'vitest';
import { type AnswerFacts, type JudgedAnswer, judgeAnswer, judgeFailure } from './verdicts.ts';

const kql = 'T | summarize IPs=makeset(Address), Few=make_set(Name, 2) by User';
const columns = [
  { name: 'User', type: 'string' },
  { name: 'IPs', type: 'dynamic' },
  { name: 'Few', type: 'dynamic' },
];
const window = { from: '2019-04-18T00:00:00Z', to: '2019-04-19T00:00:00Z' };
const covered = (from: string, to: string) => ({ name: 'T', rowCount: 5, coverage: { from, to } });
const whole = covered('2019-04-18T00:00:00.9000000Z', '2019-04-18T23:59:59.1000000Z');
const values = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => i));
const answer = (rows: JudgedAnswer['rows'], error?: string): JudgedAnswer => ({ columns, rows, error });
const judge = (judged: JudgedAnswer, facts: Partial<AnswerFacts> = {}) =>
  judgeAnswer(judged, { kql, window, unreadable: [], tables: [whole], ...facts });
const kinds = (...given: Parameters<typeof judge>) => judge(...given).map(({ kind }) => kind);

describe('judgeAnswer', () => {
  it('calls an answer complete when no rule says otherwise, empty answers too, and tells what is covered', () => {
    expect(judge(answer([]))).toEqual([
      {
        kind: 'complete',
        text: 'Every row of the window was read, and the answer holds all that the query asks for. T holds rows from 2019-04-18 00:00:00 UTC to 2019-04-18 23:59:59 UTC.',
      },
    ]);
    const rows = [
      ['pi', values(127), values(1)],
      ['root', null, 'not a list'],
    ];
    expect(kinds(answer(rows))).toEqual(['complete']);
  });

  it('names the column and row of a set at its size', () => {
    const [first, second] = judge(
      answer([
        ['pi', values(3), values(0)],
        ['root', values(128), values(2)],
      ]),
    );
    expect(first?.kind).toBe('setCapped');
    expect(first?.text).toContain('IPs: Row 2 holds 128 values, where makeset stops; there may be more.');
    expect(second?.text).toContain('Few: Row 2 holds 2 values, where make_set stops; there may be more.');
  });

  it('counts what the source could not read, table by table', () => {
    const verdicts = judge(answer([]), {
      unreadable: [
        { table: 'SecurityAlert', count: 0 },
        { table: 'SecurityIoTRawEvent', count: 3 },
      ],
    });
    expect(verdicts).toEqual([
      {
        kind: 'unreadableLines',
        text: '3 lines or cells of SecurityIoTRawEvent could not be read and are not in the answer. The source’s tables name file and line.',
      },
    ]);
  });

  it('tells a cut answer, with the limit, from one that is partial for another reason', () => {
    const cut =
      '{"code":"PartialError","innererror":{"message":"The results of this query exceed the set limit of 500000 records (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003)"}}';
    expect(judge(answer([], cut))).toMatchObject([
      { kind: 'truncated', text: expect.stringContaining('its limit of 500,000 rows') },
    ]);
    expect(judge(answer([], cut), { kql: 'T | where a > 1' })[0]?.text).toContain('Fetch all rows in slices of time');
    expect(judge(answer([], cut), { kql: 'T | summarize count()' })[0]?.text).toMatch(
      /rows are missing. Narrow the window/,
    );
    const explorer =
      '[{"OneApiErrors":[{"error":{"@message":"Query result set has exceeded the internal data size limit 67108864 (E_QUERY_RESULT_SET_TOO_LARGE)"}}]}]';
    expect(judge(answer([], explorer))).toMatchObject([
      { kind: 'truncated', text: expect.stringContaining('its limit of 67,108,864 bytes (64 MiB)') },
    ]);
    expect(kinds(answer([], '{"code":"PartialError"}'))).toEqual(['partial']);
    const said = '[{"error":{"code":"E_RUNAWAY","message":"Invalid.","@message":"Out of memory on 2 nodes."}}]';
    expect(judge(answer([], said))).toMatchObject([
      { kind: 'partial', text: expect.stringContaining('(it says: Out of memory on 2 nodes)') },
    ]);
  });

  it('tells the age of a cached answer and what access left out; several verdicts hold at once', () => {
    const verdicts = judge({ ...answer([]), denied: ['SecurityAlert'] }, { ageSeconds: 90 });
    expect(verdicts).toMatchObject([
      { kind: 'accessFiltered', text: expect.stringContaining('SecurityAlert') },
      { kind: 'cached', text: expect.stringContaining('90 seconds') },
    ]);
  });

  it.each([
    ['begins before the oldest row', covered('2019-04-18T00:00:01.0000001Z', '2019-04-18T23:59:59Z'), 'starts before'],
    ['ends after the newest row', covered('2019-04-18T00:00:00Z', '2019-04-18T23:59:58.9999999Z'), 'ends after'],
    ['lies after all rows', covered('2019-04-01T00:00:00Z', '2019-04-17T23:59:59Z'), 'T has no row in it'],
    ['lies before all rows', covered('2019-04-19T00:00:00Z', '2019-04-20T00:00:00Z'), 'T has no row in it'],
    ['meets an empty table', { name: 'T', rowCount: 0, coverage: null }, 'holds no row at all'],
  ])('says where a window %s', (_, table, text) => {
    expect(judge(answer([]), { tables: [table] })).toMatchObject([
      { kind: 'outsideCoverage', text: expect.stringContaining(text) },
    ]);
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
