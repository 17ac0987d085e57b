import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, csvRecords } from './csvRecords.ts';

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function read(text: string, length = 7): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(inPieces(text, length))) records.push(record);
  return records;
}

const shown = (records: readonly CsvRecord[]) =>
  records.map((record) =>
    'reason' in record ? [record.line, record.reason] : [record.line, ...record.cells.map(({ text }) => text)],
  );

describe('csvRecords', () => {
  it('reads quotes, line breaks inside them, and LF, CRLF and CR, with the line on which each record begins', async () => {
    const text = 'a,"b ""x"""\r\n"two\r\nlines",2\n\n"cr\rin",3\rlast,"4"';
    for (const length of [1, 2, 3, 1000]) {
      expect(shown(await read(text, length))).toEqual([
        [1, 'a', 'b "x"'],
        [2, 'two\r\nlines', '2'],
        [5, 'cr\rin', '3'],
        [7, 'last', '4'],
      ]);
    }
  });

  it('gives up one line where a record is broken and goes on with the next', async () => {
    expect(shown(await read('1,"x"y,2\n2,ok\n3,"never closed\n4,ok'))).toEqual([
      [1, 'text follows a closing quote'],
      [2, '2', 'ok'],
      [3, 'a quote is opened and never closed'],
      [4, '4', 'ok'],
    ]);
  });

  it('passes over a line without an end in bounded memory', async () => {
    async function* endless(): AsyncGenerator<string> {
      yield 'a,b\n1,';
      const piece = 'x'.repeat(1 << 20);
      for (let i = 0; i < 100; i++) yield piece;
      yield '\r\n2,ok\n';
    }
    const records: CsvRecord[] = [];
    for await (const record of csvRecords(endless())) records.push(record);
    expect(shown(records)).toEqual([
      [1, 'a', 'b'],
      [2, 'longer than 32 MiB'],
      [3, '2', 'ok'],
    ]);
  });

  it('hands back what any writer of RFC 4180 wrote, wherever the pieces are cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', 'ü', '🎈'), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        async (rows, end, length) => {
          const text = rows
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + end)
            .join('');
          const records = await read(text, length);
          expect(
            records.map((record) => ('cells' in record ? record.cells.map(({ text: value }) => value) : record)),
          ).toEqual(rows);
        },
      ),
    );
  });
});
