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
  ])('is not %s', (text) => {
    expect(splitAnswer(encode(text))).toBeUndefined();
  });
});
