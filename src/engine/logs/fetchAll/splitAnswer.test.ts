import { describe, expect, it } from 'vitest';
import { splitAnswer } from './splitAnswer.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('an answer', () => {
  it('comes apart at its rows, whatever their texts hold, and its parts are its bytes', () => {
    const rows = '["a]},{[\\"rows\\":[\\\\",{"rows":[1,[2]]}],\n ["\\\\\\"","ö"] , [9007199254740993,null]';
    const text = `\uFEFF{ "rows":[1], "tables" : [{"name":"PrimaryResult","columns":[{"name":"rows","type":"string"}],"rows" : [${rows}]}],"error":{"code":"x"}}`;
    const split = splitAnswer(encode(text));
    expect(decode(split?.rows)).toBe(rows);
    expect(split?.rowCount).toBe(3);
    expect(Buffer.concat([split?.head ?? encode(''), split?.rows ?? encode(''), split?.tail ?? encode('')])).toEqual(
      Buffer.from(encode(text)),
    );
    expect(split?.envelope.error).toEqual({ code: 'x' });
  });

  const frames = (rows: string, completion = '"HasErrors":false,"Cancelled":false') =>
    `[{"FrameType":"DataSetHeader","Version":"v2.0"},
      {"FrameType":"DataTable","TableId":0,"TableKind":"QueryProperties","Columns":[{"ColumnName":"Key","ColumnType":"string"}],"Rows":[["PrimaryResult"]]},
      {"FrameType":"DataTable","TableId":1,"TableKind":"PrimaryResult","Columns":[{"ColumnName":"Rows","ColumnType":"string"}],"Rows":[${rows}]},
      {"FrameType":"DataSetCompletion",${completion}}]`;

  it('in frames comes apart at the rows of its primary table', () => {
    const rows = '["a]},{[\\"Rows\\":[\\\\"],\n ["ö",[1,{"x":[2]}]] , [9007199254740993]';
    const split = splitAnswer(encode(frames(rows)));
    expect([decode(split?.rows), split?.rowCount]).toEqual([rows, 3]);
    expect(decode(split?.head) + decode(split?.rows) + decode(split?.tail)).toBe(frames(rows));
    expect(split?.envelope.tables[0]?.columns).toEqual([{ name: 'Rows', type: 'string' }]);
    expect(split?.envelope.error).toBeUndefined();
    expect(splitAnswer(encode(frames(' ')))).toMatchObject({ rowCount: 0 });
  });

  it.each([
    ['["a"],\n ["b"]', 2],
    ['', 0],
  ])('in frames with an error behind its rows has the rows before it (%s)', (rows, count) => {
    const error = '{"OneApiErrors":[{"error":{"code":"E"}}]}';
    const text = frames(`${rows}${rows && ' , '}${error}`, '"HasErrors":true,"Cancelled":false');
    const split = splitAnswer(encode(text));
    expect([decode(split?.rows), split?.rowCount]).toEqual([rows, count]);
    expect(decode(split?.head) + decode(split?.rows) + decode(split?.tail)).toBe(text);
    expect(JSON.stringify(split?.envelope.error)).toContain('{"code":"E"}');
  });

  it('without rows has none', () => {
    expect(splitAnswer(encode('{"tables":[{"columns":[],"rows":[ ]}]}'))).toMatchObject({ rowCount: 0 });
  });

  it.each([
    '',
    '[]',
    '{"tables":[]}',
    '{"tables":[{"columns":[]}]}',
    '{"tables":[{"columns":[],"rows":[[1],[2',
    '{"tables":[{"columns":[],"rows":[[1]]}',
    '{"tables":[{"columns":[],"rows":[]},{"columns":[],"rows":[]}]}',
    '{"x":[{"rows":[[1]]}]}',
    '{"tables":[{"columns":[],"rows":[["a]}]}',
    '[{"FrameType":"DataTable","TableKind":"QueryProperties","Columns":[],"Rows":[[1]]}]',
    '[{"FrameType":"DataTable","TableKind":"PrimaryResult","Columns":[],"Rows":[[1]',
  ])('is not %s', (text) => {
    expect(splitAnswer(encode(text))).toBeUndefined();
  });
});
