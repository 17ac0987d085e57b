import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testSources } from '../../../../test/support/logSources.ts';

const { folder, open, openFiles, query, describe: describeFiles, signal } = testSources();
const lines = (...objects: unknown[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join('');

describe('what cannot be read', () => {
  it('is reported with its file and line, and the rest is read', async () => {
    const broken = '{"a":1}\n\n{"a":2,"b":"tru\n123\n{"a":3}\n{"a":4,"b":"\\ud800"}\n{"a":5}\n{"a":6';
    const { tables } = await describeFiles({ 'T.ndjson': broken });
    expect(tables[0]).toMatchObject({ rowCount: 3, badLineCount: 4 });
    expect(tables[0]?.badLines.map(({ file, line }) => [file, line])).toEqual([
      ['T.ndjson', 3],
      ['T.ndjson', 4],
      ['T.ndjson', 6],
      ['T.ndjson', 8],
    ]);
  });

  it('includes cells that are none of their type, in whatever form the file has', async () => {
    const good = { IsEmpty: true, TimeGenerated: '2019-04-18T12:00:00Z' };
    const bad = { IsEmpty: 'perhaps', TimeGenerated: 'yesterday' };
    const csv = 'IsEmpty,TimeGenerated\n"true",2019-04-18T12:00:00Z\n"x\ny",now\nfalse,\n';
    const { tables } = await describeFiles({
      'SecurityIoTRawEvent-1.ndjson': `\n${lines(good, bad)}`,
      'SecurityIoTRawEvent-2.json': JSON.stringify([good, bad], null, 1),
      'SecurityIoTRawEvent-3.csv': csv,
    });
    expect(tables[0]).toMatchObject({ rowCount: 7, badLineCount: 6 });
    expect(tables[0]?.badLines).toEqual([
      {
        file: 'SecurityIoTRawEvent-1.ndjson',
        line: 3,
        reason: 'IsEmpty is no bool: perhaps; TimeGenerated is no datetime: yesterday',
      },
      {
        file: 'SecurityIoTRawEvent-2.json',
        line: 6,
        reason: 'IsEmpty is no bool: perhaps; TimeGenerated is no datetime: yesterday',
      },
      {
        file: 'SecurityIoTRawEvent-3.csv',
        line: 3,
        reason: 'IsEmpty is no bool: x\ny; TimeGenerated is no datetime: now',
      },
    ]);
  });

  it('is counted in an answer that used the table', async () => {
    const source = await openFiles({ 'T.ndjson': '{"a":1}\nx\n', 'U.ndjson': 'x\n{"a":1}\n' });
    expect((await source.query('T | count', undefined, signal)).unreadable).toEqual([{ table: 'T', count: 1 }]);
  });

  it('lists at most 20 lines and counts all', async () => {
    const { tables } = await describeFiles({ 'T.ndjson': `{"a":1}\n${'oops\n'.repeat(100)}` });
    expect(tables[0]?.badLineCount).toBe(100);
    expect(tables[0]?.badLines).toHaveLength(20);
  });

  it('leaves the rest of a CSV, an array or a gz that is broken', async () => {
    const csv = 'A,B,C\n1,b,c\n2,too,many,cells\n3,few\n4,"bad"x,c\n5,"fine, ""too""",c\n6,"never closed,c\n7,b,c\n';
    const array = '[\n{"A":1},\n{"A":"half},\n{"A":2},\n7,\n{"A":3}\n';
    const packed = gzipSync(Array.from({ length: 20_000 }, (_, i) => `{"A":${i},"text":"x${i * 7919}"}\n`).join(''));
    const { tables } = await describeFiles({
      'Cut.ndjson.gz': packed.subarray(0, packed.length >> 1),
      'List.json': array,
      'Sheet.csv': csv,
    });
    const [cut, list, sheet] = tables;
    expect(cut?.rowCount).toBeGreaterThan(5_000);
    expect(cut?.badLines.at(-1)).toMatchObject({ file: 'Cut.ndjson.gz', line: 0 });
    expect(list).toMatchObject({ rowCount: 3, badLineCount: 2 });
    expect(list?.badLines.map(({ line }) => line)).toEqual([3, 5]);
    expect(sheet).toMatchObject({ rowCount: 3, badLineCount: 4 });
    expect(sheet?.badLines.map(({ line }) => line)).toEqual([3, 4, 5, 7]);
  });
});

describe('odd folders', () => {
  it('refuses one without tables, saying what is there, and one that is missing', async () => {
    await expect(openFiles({ 'notes.txt': 'x' })).rejects.toMatchObject({
      code: 'noTables',
      message: expect.stringContaining('notes.txt'),
    });
    await expect(openFiles({ 'settings.json': '{\n "a": 1\n}' })).rejects.toMatchObject({ code: 'noTables' });
    await expect(open(join(folder(), 'gone'))).rejects.toMatchObject({ code: 'folderNotFound' });
    const file = join(folder({ 'T.csv': 'a\n' }), 'T.csv');
    await expect(open(file)).rejects.toMatchObject({ code: 'folderNotFound' });
  });

  it('reads byte-order marks, UTF-16, empty files, headers alone and a cell of a megabyte', async () => {
    const big = 'y'.repeat(1_000_000);
    const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
    const source = await openFiles({
      'Bom.ndjson': `\ufeff${lines({ a: 'ü' })}`,
      'Wide.ndjson': utf16(lines({ a: 'ü' })),
      'WideBig.csv': utf16('a,b\n1,ü\n').swap16(),
      'Header.csv': 'a,b\n',
      'SecurityAlert.ndjson': '',
      'Big.ndjson': lines({ a: big }),
      'BigSheet.csv': `a,b\n1,"${big}"\n`,
      'Nothing.ndjson': ' \n',
      'List.json': '[]',
    });
    expect((await query(source, 'Bom')).rows).toEqual([['ü']]);
    expect((await query(source, 'Wide')).rows).toEqual([['ü']]);
    expect((await query(source, 'WideBig')).rows).toEqual([[1, 'ü']]);
    expect(await query(source, 'Header')).toEqual({ columns: ['a:string', 'b:string'], rows: [] });
    expect((await query(source, 'SecurityAlert | where AlertName == "x" | project StartTime')).rows).toEqual([]);
    expect((await query(source, 'Big | project strlen(a)')).rows).toEqual([[1_000_000]]);
    expect((await query(source, 'BigSheet | project strlen(b)')).rows).toEqual([[1_000_000]]);
    const { skippedFiles } = await source.describe(signal);
    expect(skippedFiles.map(({ file }) => file).sort()).toEqual(['List.json', 'Nothing.ndjson']);
  });

  it('gives bytes that are no UTF-8 away', async () => {
    const latin1 = Buffer.from('a,b\n1,caf\u00e9\n', 'latin1');
    const { tables } = await describeFiles({ 'T.csv': latin1 });
    expect(tables[0]?.badLines).toEqual([
      { file: 'T.csv', line: 0, reason: 'bytes that are no UTF-8 are read as U+FFFD' },
    ]);
    const json = await describeFiles({ 'T.ndjson': Buffer.from('{"a":"caf\u00e9"}\n{"a":"x"}\n', 'latin1') });
    expect(json.tables[0]?.badLineCount).toBe(1);
  });

  it('follows no link and enters no folder that only looks like a table', async () => {
    const path = folder({ 'T.ndjson': lines({ a: 1 }) });
    symlinkSync('/etc/passwd', join(path, 'SecurityAlert.csv'));
    symlinkSync(path, join(path, 'Loop'));
    mkdirSync(join(path, 'SecurityIoTRawEvent.ndjson'));
    mkdirSync(join(path, 'SecurityRecommendation'));
    const { tables, skippedFiles } = await (await open(path)).describe(signal);
    expect(tables.map(({ name }) => name)).toEqual(['T']);
    expect(skippedFiles.map(({ file }) => file).sort()).toEqual([
      'Loop',
      'SecurityAlert.csv',
      'SecurityIoTRawEvent.ndjson/',
      'SecurityRecommendation/',
    ]);
  });

  it('says which of two columns of one name it reads', async () => {
    const csv = await describeFiles({ 'T.csv': 'a,b,a,B\n1,2,3,4\n' });
    expect(csv.tables[0]?.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(csv.tables[0]?.badLines.map(({ reason }) => reason)).toEqual([
      'two columns are called a: the first is read',
      'the column B differs from b in case alone and is not read',
    ]);
  });

  it('survives names and depths made to hurt', async () => {
    const deep = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}\n`;
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`column ${i}`, i]));
    const source = await openFiles({
      'Deep.ndjson': deep,
      'Wide.ndjson': lines(wide),
      'Quotes.ndjson': lines({ 'a"b': 1, "c'd": 2, '': 3, 'lost cells': 4, TimeGenerated: 'x' }),
      'Nul.ndjson': lines({ 'a\0b': 1, c: 'x\0y' }),
    });
    const { tables } = await source.describe(signal);
    expect(tables.map(({ name }) => name).sort()).toEqual(['Deep', 'Nul', 'Quotes', 'Wide']);
    expect((await query(source, "Quotes | project ['a\"b'], [\"c'd\"], ['lost cells']")).rows).toEqual([[1, 2, 4]]);
    expect((await query(source, 'Wide | project ["column 299"]')).rows).toEqual([[299]]);
    expect((await query(source, 'Nul | project strlen(c)')).rows).toEqual([[3]]);
  });
});
