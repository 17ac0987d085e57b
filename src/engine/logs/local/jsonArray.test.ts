import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrayElements } from './jsonArray.ts';

async function read(text: string, length = 5): Promise<[number, string][]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
  }
  const elements: [number, string][] = [];
  for await (const { number, text: element } of arrayElements(pieces())) elements.push([number, element]);
  return elements;
}

it('finds the elements and the lines on which they begin', async () => {
  expect(await read('\n[\n {"a":\n1}, {"b":"],[\\"}"},\n7, [1,2]\n]\n')).toEqual([
    [3, '{"a": 1}'],
    [4, '{"b":"],[\\"}"}'],
    [5, '7'],
    [5, '[1,2]'],
  ]);
  expect(await read('[]')).toEqual([]);
  expect(await read('[{"a":1},{"a":')).toEqual([
    [1, '{"a":1}'],
    [1, '{"a":'],
  ]);
});

it('goes on after an element whose text never closes', async () => {
  const elements = await read('[\n{"a":"half},\n{"a":2},\n{"a":3}]');
  expect(elements.map(([, text]) => text).slice(-2)).toEqual(['{"a":2}', '{"a":3}']);
});

it('hands back every element of any array of objects, wherever the pieces are cut', async () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      objects,
      fc.constantFrom(0, 2),
      fc.integer({ min: 1, max: 11 }),
      async (values, indent, length) => {
        const elements = await read(JSON.stringify(values, null, indent), length);
        expect(elements.map(([, text]) => JSON.stringify(JSON.parse(text)))).toEqual(
          values.map((value) => JSON.stringify(value)),
        );
      },
    ),
  );
});
