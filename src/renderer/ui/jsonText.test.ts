import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutJson } from './jsonText.ts';

test('lays out objects and arrays and leaves empty ones short', () => {
  expect(layOutJson('{"a":[1,{"b":[]}],"c":{}}')).toBe(
    ['{', '  "a": [', '    1,', '    {', '      "b": []', '    }', '  ],', '  "c": {}', '}'].join('\n'),
  );
});

test('keeps every digit of what no number of JavaScript can hold', () => {
  expect(layOutJson('[9223372036854775807,1.00000000000000000001,1e400]')).toBe(
    '[\n  9223372036854775807,\n  1.00000000000000000001,\n  1e400\n]',
  );
});

test('leaves text alone that is no JSON object or array', () => {
  for (const text of ['', 'plain', '12', '"text"', '{broken', '[1,]', '{"a":1}}']) expect(layOutJson(text)).toBe(text);
});

test('lays out any JSON without changing what it means', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.parse(layOutJson(text))).toEqual(JSON.parse(text));
      expect(layOutJson(layOutJson(text))).toBe(layOutJson(text));
    }),
  );
});
