import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText } from './cellText.ts';

const text = (value: string | number | boolean, type: Parameters<typeof cellText>[1], limit = 1000) => {
  const cell = cellText(value, type, limit);
  return cell.kind === 'text' ? cell.text : cell.kind;
};

describe('a cell as text', () => {
  test('tells no value from an empty one', () => {
    expect(cellText(null, 'string', 10)).toEqual({ kind: 'null' });
    expect(cellText('', 'string', 10)).toEqual({ kind: 'empty' });
    expect(text(0, 'long')).toBe('0');
    expect(text(false, 'bool')).toBe('false');
  });
  test('keeps a datetime exact and drops idle zeros', () => {
    expect(text('2019-04-18T12:04:31.1234567Z', 'datetime')).toBe('2019-04-18 12:04:31.1234567Z');
    expect(text('2019-04-18T12:04:31.1000000Z', 'datetime')).toBe('2019-04-18 12:04:31.1Z');
    expect(text('2019-04-18T12:04:31Z', 'datetime')).toBe('2019-04-18 12:04:31Z');
    expect(text('soon', 'datetime')).toBe('soon');
  });
  test('sets JSON one entry a line', () => {
    expect(text('["a","b c",1]', 'dynamic')).toBe('a\nb c\n1');
    expect(text('{ "User": "root", "Ids": [1, 2] }', 'string')).toBe('User: root\nIds: [1,2]');
    expect(text(JSON.stringify(Array.from({ length: 128 }, (_, at) => at)), 'dynamic')).toMatch(/39\n… and 88 more$/);
  });
  test('keeps an entry that is no line by itself as JSON writes it', () => {
    expect(text('["","a\\nb"," "]', 'dynamic')).toBe('""\n"a\\nb"\n" "');
  });
  test.each(['{"n":12345678901234567890}', '{"a":1,"a":2}', '{"b":1,"1":2}', '["\\u0041"]', '[1.0]', '{bad', '[]'])(
    'leaves %s as it came, because unfolding would lose something',
    (json) => expect(text(json, 'dynamic')).toBe(json),
  );
  test('cuts what is too long, visibly', () => {
    expect(cellText('x'.repeat(50_000_000), 'string', 1000)).toEqual({
      kind: 'text',
      text: 'x'.repeat(1000),
      cut: 49_999_000,
    });
    expect(cellText('\n'.repeat(500), 'string', 1000)).toMatchObject({ cut: 441 });
  });
  test('never throws and never exceeds its limit', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
        fc.constantFrom('string' as const, 'dynamic' as const),
        (value, type) => {
          const cell = cellText(value, type, 40);
          if (cell.kind === 'text') expect(cell.text.length).toBeLessThanOrEqual(40);
        },
      ),
    );
  });
});
