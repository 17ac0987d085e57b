import { describe, expect, it } from 'vitest';
import { testSources } from '../../../../test/support/logSources.ts';

const { openFiles, query, describe: describeFiles } = testSources();

describe('rows made to be misread', () => {
  it('reports a row that names a member twice, and reads the rest', async () => {
    const { tables } = await describeFiles({
      'T.ndjson': '{"a":1}\n{"a":2,"b":{"a":1},"a":3}\n{"a":{"x":"\\"a\\":"}}\n',
    });
    expect(tables[0]).toMatchObject({
      rowCount: 2,
      badLines: [{ file: 'T.ndjson', line: 2, reason: 'names "a" twice' }],
    });
  });

  it('keeps text that only looks like a number, and whole numbers that a real would round', async () => {
    const csv = await query(await openFiles({ 'T.csv': 'hash,version,code\n1e5,1.10,007\n12e4,2.0,8\n' }), 'T');
    expect(csv).toEqual({
      columns: ['hash:string', 'version:string', 'code:string'],
      rows: [
        ['1e5', '1.10', '007'],
        ['12e4', '2.0', '8'],
      ],
    });
    const rows = '{"a":"1e5","b":18446744073709551615,"c":1,"d":1.5}\n{"a":"2","b":1,"c":"x","d":9007199254740993}\n';
    expect(await query(await openFiles({ 'T.ndjson': rows }), 'T')).toEqual({
      columns: ['a:string', 'b:string', 'c:string', 'd:string'],
      rows: [
        ['1e5', '18446744073709551615', '1', '1.5'],
        ['2', '1', 'x', '9007199254740993'],
      ],
    });
  });

  it('takes the type that a custom column’s name promises where all values have it', async () => {
    const csv = 'x_d,y_d,z_t\n1E-05,4501960056192015,soon\n2,0.5,\n';
    expect((await query(await openFiles({ 'T_CL.csv': csv }), 'T_CL')).columns).toEqual([
      'x_d:real',
      'y_d:real',
      'z_t:string',
    ]);
  });

  it('reads a cell of 40 million characters', { timeout: 60_000 }, async () => {
    const huge = 'x'.repeat(40_000_000);
    const source = await openFiles({
      'Lines.ndjson': `{"a":"${huge}"}\n{"a":"b"}\n`,
      'Sheet.csv': `a,b\n1,"${huge}"\n2,x\n`,
    });
    expect((await query(source, 'Lines | project strlen(a)')).rows).toEqual([[40_000_000], [1]]);
    expect((await query(source, 'Sheet | project strlen(b)')).rows).toEqual([[40_000_000], [1]]);
  });
});

describe('many files of one table', () => {
  const files = (bad: string) =>
    Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `T-${n + 10}.json`,
        n === 20 ? `{"n":${n},"more":"x"}\n${bad}` : `{"n":${n}}\n`,
      ]),
    );

  it('are read together, with the columns of all', async () => {
    const source = await openFiles(files(''));
    expect(await query(source, 'T | summarize count(), sum(n), countif(more == "x")')).toMatchObject({
      rows: [[40, 780, 1]],
    });
  });

  it('are read all the same where one has a bad line, which is named', async () => {
    const { tables } = await describeFiles(files('{"n":\n'));
    expect(tables[0]).toMatchObject({ rowCount: 40, badLineCount: 1, badLines: [{ file: 'T-30.json', line: 2 }] });
  });
});
