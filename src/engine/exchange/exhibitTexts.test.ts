import { describe, expect, test } from 'vitest';
import type { Column, KqlType } from '../../core/kqlText/kqlTypes.ts';
import type { StoredCell } from '../casefile/answer/storedCell.ts';
import { csvLines, jsonLines } from './exhibitTexts.ts';

const column = (type: KqlType, name = 'c'): Column => ({ name, type });
const csv = (type: KqlType, cell: StoredCell) => [...csvLines([column(type)], [[cell]])][1];
const json = (type: KqlType, cell: StoredCell) => [...jsonLines([column(type)], [[cell]])][0];

describe('values are exact', () => {
  const values: [KqlType, StoredCell, string, string][] = [
    ['long', 9223372036854775807n, '9223372036854775807', '9223372036854775807'],
    ['long', -9007199254740993n, '-9007199254740993', '-9007199254740993'],
    ['int', 0n, '0', '0'],
    ['bool', 1n, 'true', 'true'],
    ['bool', 0n, 'false', 'false'],
    ['real', 0.1, '0.1', '0.1'],
    ['real', -0, '-0', '-0'],
    ['real', 5e-324, '5e-324', '5e-324'],
    ['real', 'NaN', 'NaN', '"NaN"'],
    ['real', Number.POSITIVE_INFINITY, 'Infinity', '"Infinity"'],
    ['decimal', '12345678901234567890.12345678', '12345678901234567890.12345678', '"12345678901234567890.12345678"'],
    ['datetime', '2026-03-02T01:02:03.1234567Z', '2026-03-02T01:02:03.1234567Z', '"2026-03-02T01:02:03.1234567Z"'],
    ['timespan', '-00:00:01', '-00:00:01', '"-00:00:01"'],
    ['dynamic', '{"a":1.0}', '"{""a"":1.0}"', '"{\\"a\\":1.0}"'],
    ['string', 'a\r\nb', '"a\r\nb"', '"a\\r\\nb"'],
    ['string', '', '""', '""'],
    ['string', null, '', 'null'],
  ];
  test.each(values)('%s %s', (type, cell, inCsv, inJson) => {
    expect(csv(type, cell)).toBe(`${inCsv}\r\n`);
    expect(json(type, cell)).toBe(`{"c":${inJson}}\n`);
  });
});

describe('a text that a spreadsheet could run is kept from it, and can be had back', () => {
  const texts = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\n@x',
    "'=1",
    "'quoted'",
    "''",
    '=HYPERLINK("http://x","y")',
  ];
  test.each(texts)('%j', (text) => {
    const cell = csv('string', text) ?? '';
    const read = cell.startsWith('"') ? cell.slice(1, -3).replaceAll('""', '"') : cell.slice(0, -2);
    expect(read).toBe(`'${text}`);
    expect(JSON.parse(json('string', text) ?? '')).toEqual({ c: text });
  });
  test.each(["o'neil", 'a=b', '3-1', 'root'])('%j stays as it is', (text) => {
    expect(csv('string', text)).toBe(`${text}\r\n`);
  });
  test('a column’s name too', () => {
    expect([...csvLines([column('long', '=cmd')], [])]).toEqual(["'=cmd\r\n"]);
  });
});

test('columns of one name are told apart', () => {
  const rows = [[1n, 2n, 3n]];
  const columns = [column('long', 'a'), column('long', 'a'), column('long', 'a#2')];
  expect([...jsonLines(columns, rows)]).toEqual(['{"a":1,"a#2":2,"a#2#2":3}\n']);
});
