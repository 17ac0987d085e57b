import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { testSources } from '../../../../test/support/logSources.ts';

const { folder, open, openFiles, query, rows, signal } = testSources();
const lines = (...objects: unknown[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join('');
const fixtures = resolve(import.meta.dirname, '../../../../test/fixtures/real-exports');

describe('exports as people have them', () => {
  it('reads the portal’s CSV, the API’s CSV and a JSON array', async () => {
    const path = folder();
    cpSync(fixtures, path, { recursive: true });
    const source = await open(path);
    const described = await source.describe(signal);
    expect(described.tables.map(({ name, rowCount, badLineCount }) => [name, rowCount, badLineCount])).toEqual([
      ['BetterMTDIncidentLog_CL', 7, 0],
      ['CommonSecurityLog', 8, 0],
      ['LinuxAudit_CL', 11, 0],
    ]);
    expect(described.skippedFiles).toEqual([{ file: 'README.md', reason: 'not a table file' }]);
    const portal = await query(
      source,
      'CommonSecurityLog | where DeviceVersion == "4.5.4" | top 1 by TimeGenerated asc | project TimeGenerated, DeviceVersion, LogSeverity',
    );
    expect(portal).toEqual({
      columns: ['TimeGenerated:datetime', 'DeviceVersion:string', 'LogSeverity:long'],
      rows: [['2020-12-03T13:34:42.5440000Z', '4.5.4', 8]],
    });
    const api = await query(
      source,
      'BetterMTDIncidentLog_CL | top 1 by TimeGenerated asc | project TimeGenerated, ThreatId_d, DeviceOS_s, EventTimeStamp_t, Computer',
    );
    expect(api).toEqual({
      columns: [
        'TimeGenerated:datetime',
        'ThreatId_d:real',
        'DeviceOS_s:string',
        'EventTimeStamp_t:datetime',
        'Computer:string',
      ],
      rows: [['2020-09-30T07:25:22.0030000Z', 2, '6.0.1', '2020-01-14T12:55:08.0000000Z', '']],
    });
    const array = await query(source, 'LinuxAudit_CL | where seq == 40649 | project seq, ["time"], argc, type');
    expect(array).toEqual({
      columns: ['seq:long', 'time:datetime', 'argc:string', 'type:string'],
      rows: [[40649, '2020-09-09T01:44:47.7830000Z', '', 'PATH']],
    });
  });

  it('reads parts, sub-folders, the hourly files of a continuous export, and gz', async () => {
    const row = (n: number) => lines({ DeviceId: `d${n}`, IsEmpty: false });
    const source = await openFiles({
      'SecurityIoTRawEvent-1.ndjson': row(1),
      'SecurityIoTRawEvent_2.jsonl': row(2),
      'securityiotrawevent.ndjson.gz': gzipSync(row(3)),
      'SecurityIoTRawEvent/part-0.json': `[${row(4)}]`,
      'am-securityiotrawevent/WorkspaceResourceId=x/y=2019/m=04/d=18/h=12/m=00/PT1H.json': row(5),
      'SecurityIoTRawEvent_2019-04.csv': 'DeviceId,IsEmpty\nd6,False\n',
      'Other[1]*?.ndjson': lines({ a: 1 }),
      'Other2.ndjson': lines({ a: 2 }),
    });
    const found = await query(
      source,
      'SecurityIoTRawEvent | where not(IsEmpty) | order by DeviceId asc | project DeviceId',
    );
    expect(found.rows.flat()).toEqual(['d1', 'd2', 'd3', 'd4', 'd5', 'd6']);
    expect((await query(source, 'Other')).rows).toEqual([[1]]);
  });

  it('reads Parquet of every kind of column, packed or not', async () => {
    const path = folder();
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT TIMESTAMP '2019-04-18 12:00:00.123456' AS TimeGenerated, 9223372036854775807::BIGINT AS big, 1.5::DOUBLE AS half,
        'x' AS text, {'a': [1, 2]} AS nested, 12.500::DECIMAL(10,3) AS price, '84f2288e-c46b-4702-a877-3db4a87a3f19'::UUID AS id,
        TIMESTAMPTZ '2019-04-18 14:00:00+02' AS zoned, NULL::VARCHAR AS nothing, '2019-04-18T12:00:00.1234567Z' AS StartTime)
        TO '${join(path, 'SecurityAlert.parquet')}'`,
    );
    connection.closeSync();
    instance.closeSync();
    const source = await open(path);
    const kql = 'SecurityAlert | project TimeGenerated, big, half, text, nested, price, id, zoned, nothing, StartTime';
    const expected = {
      columns: [
        'TimeGenerated:datetime',
        'big:long',
        'half:real',
        'text:string',
        'nested:dynamic',
        'price:decimal',
        'id:guid',
        'zoned:datetime',
        'nothing:string',
        'StartTime:datetime',
      ],
      rows: [
        [
          '2019-04-18T12:00:00.1234560Z',
          '9223372036854775807',
          1.5,
          'x',
          '{"a":[1,2]}',
          '12.5',
          '84f2288e-c46b-4702-a877-3db4a87a3f19',
          '2019-04-18T12:00:00.0000000Z',
          '',
          '2019-04-18T12:00:00.1234567Z',
        ],
      ],
    };
    expect(await query(source, kql)).toEqual(expected);
    const packed = folder();
    writeFileSync(
      join(packed, 'SecurityAlert.parquet.gz'),
      gzipSync(readFileSync(join(path, 'SecurityAlert.parquet'))),
    );
    expect(await query(await open(packed), kql)).toEqual(expected);
  });
});

describe('values', () => {
  it('keeps 64-bit longs, ticks, nested JSON and text exactly', async () => {
    const found = await query(
      await openFiles({
        'T.ndjson':
          '{"n":9007199254740993,"t":"2019-04-18T12:04:31.1234567Z","d":{"k":"ü 🎈","z":[1,null]},"s":" 007 ","e":"","x":null}\n' +
          '{"n":-9223372036854775808,"t":"2019-04-18T14:04:31+02:00","d":null,"s":"null","e":"{\\"a\\": 1}","x":null}\n',
      }),
      'T | project n, t, d, s, e, x',
    );
    expect(found.columns).toEqual(['n:long', 't:datetime', 'd:dynamic', 's:string', 'e:string', 'x:string']);
    expect(found.rows).toEqual([
      ['9007199254740993', '2019-04-18T12:04:31.1234567Z', '{"k":"ü 🎈","z":[1,null]}', ' 007 ', '', ''],
      ['-9223372036854775808', '2019-04-18T12:04:31.0000000Z', null, 'null', '{"a": 1}', ''],
    ]);
  });

  it('infers a type only where every value has it and none loses a digit', async () => {
    const csv =
      'zip,version,whole,real,flag,time,mixed,big\r\n' +
      '00123,1.10,5,0.5,True,2020-01-02T03:04:05Z,1,12345678901234567890\r\n' +
      '45678,1.2,,2,false,,x,1\r\n';
    const { columns, rows: found } = await query(await openFiles({ 'T.csv': csv }), 'T');
    expect(columns).toEqual([
      'zip:string',
      'version:string',
      'whole:long',
      'real:real',
      'flag:bool',
      'time:datetime',
      'mixed:string',
      'big:string',
    ]);
    expect(found[0]).toEqual([
      '00123',
      '1.10',
      5,
      0.5,
      true,
      '2020-01-02T03:04:05.0000000Z',
      '1',
      '12345678901234567890',
    ]);
    expect(found[1]).toEqual(['45678', '1.2', null, 2, false, null, 'x', '1']);
  });

  it('reads CSV as the portal and the API write it', async () => {
    const csv =
      '\ufeffTimeGenerated [UTC],AlertName,"ExtendedProperties",IsIncident,ConfidenceScore\r\n' +
      '"12/3/2020, 1:34:42.544 PM","two\r\nlines","{""DeviceId"":""pump-07""}",,null\r\n' +
      '"12/3/2020, 12:00:00.000 AM",null,"null",False,0.25\r\n';
    expect(await rows({ 'SecurityAlert.csv': csv }, 'SecurityAlert | order by TimeGenerated desc')).toEqual([
      ['2020-12-03T13:34:42.5440000Z', 'two\r\nlines', '{"DeviceId":"pump-07"}', null, null],
      ['2020-12-03T00:00:00.0000000Z', '', 'null', false, 0.25],
    ]);
  });

  it('takes a dynamic cell that was written as text for what it says', async () => {
    const file = lines({ EventDetails: '{"a": 1}' }, { EventDetails: { a: 2 } }, { EventDetails: 'plain' });
    const kql = 'DefenderIoTRawEvent | project tostring(EventDetails.a), gettype(EventDetails)';
    expect(await rows({ 'DefenderIoTRawEvent.ndjson': file }, kql)).toEqual([
      ['1', 'dictionary'],
      ['2', 'dictionary'],
      ['', 'string'],
    ]);
  });
});
