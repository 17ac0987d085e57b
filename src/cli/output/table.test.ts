import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsAsCsv, rowsAsTable, shortInstant } from './rows.ts';
import { formatFacts, formatTable } from './table.ts';
import { textWidth, wrapText } from './textWidth.ts';

describe('formatTable', () => {
  it('aligns columns, numbers to the right, wide characters by their width', () => {
    const table = formatTable(
      [{ title: 'Name' }, { title: 'Rows', align: 'right' }],
      [
        ['日本', '5'],
        ['a\u001b[31m', '12345'],
      ],
      undefined,
    );
    expect(table.split('\n')).toEqual([
      'Name          Rows',
      '-----------  -----',
      '日本             5',
      'a\\u001b[31m  12345',
    ]);
  });

  it('never writes a line wider than the terminal', () => {
    const cells = fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 3, maxLength: 3 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(cells, fc.integer({ min: 30, max: 200 }), (rows, width) => {
        const lines = formatTable([{ title: 'A' }, { title: 'Second' }, { title: 'Third column' }], rows, width).split(
          '\n',
        );
        expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('turns rows into blocks where columns cannot fit side by side', () => {
    const columns = ['one', 'two', 'three', 'four'].map((title) => ({ title }));
    const block = formatTable(columns, [['a long value', 'another value', 'a third value', 'x'.repeat(50)]], 30);
    expect(block.split('\n')).toEqual([
      'Row 1',
      '  one    a long value',
      '  two    another value',
      '  three  a third value',
      '  four   xxxxxxxxxxxxxxxxxxxx…',
    ]);
  });
});

describe('rows', () => {
  const columns = [
    { name: 'At', type: 'datetime' },
    { name: 'N', type: 'long' },
    { name: 'Text', type: 'string' },
  ] as const;

  it('shows an answer as a table', () => {
    expect(rowsAsTable(columns, [['2019-04-18T12:04:31.5000000Z', 7, null]], undefined)).toBe(
      'At                      N  Text\n----------------------  -  ----\n2019-04-18 12:04:31.5Z  7\n1 row',
    );
  });

  it('writes CSV that keeps quotes, commas and line ends', () => {
    expect(rowsAsCsv(columns, [['2019-04-18T12:04:31.0000000Z', null, 'a "b",\nc']])).toBe(
      'At,N,Text\r\n2019-04-18T12:04:31.0000000Z,,"a ""b"",\nc"',
    );
  });

  it.each([
    ['2019-04-18T12:04:31.0000000Z', '2019-04-18 12:04:31Z'],
    ['2019-04-18T12:04:30Z', '2019-04-18 12:04:30Z'],
    ['2019-04-18T12:04:31.1234567Z', '2019-04-18 12:04:31.1234567Z'],
    ['', ''],
  ])('shortens %s', (instant, shown) => {
    expect(shortInstant(instant)).toBe(shown);
  });
});

describe('formatFacts', () => {
  it('lines labels up', () => {
    expect(
      formatFacts([
        ['Case', 'x'],
        ['Custody head', 'a\nb'],
      ]),
    ).toBe('Case          x\nCustody head  a\\nb');
  });
});

describe('wrapText', () => {
  it('breaks at blanks and keeps long words whole', () => {
    expect(wrapText('one two three /a/very/long/path four', 9)).toEqual([
      'one two',
      'three',
      '/a/very/long/path',
      'four',
    ]);
  });
});
