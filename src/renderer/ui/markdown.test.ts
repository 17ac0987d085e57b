import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown, parseSpans } from './markdown.ts';

test('splits a note into its blocks', () => {
  const note =
    '# First look\nThe device\nis *old*.\n\n- one\n- two\n\n1. first\n2) second\n\n> said\n\n```\nlet x = 1;\n```';
  expect(parseMarkdown(note)).toEqual([
    { kind: 'heading', level: 1, text: 'First look' },
    { kind: 'paragraph', text: 'The device\nis *old*.' },
    { kind: 'list', ordered: false, items: ['one', 'two'] },
    { kind: 'list', ordered: true, items: ['first', 'second'] },
    { kind: 'quote', text: 'said' },
    { kind: 'code', text: 'let x = 1;' },
  ]);
});

test('a fence that never ends holds all that follows', () => {
  expect(parseMarkdown('```\na\n# b')).toEqual([{ kind: 'code', text: 'a\n# b' }]);
});

test('splits a line into its spans', () => {
  expect(parseSpans('from `10.0.0.1` **at once**, *twice*: 2 * 3 * 4, snake_case_name')).toEqual([
    { kind: 'text', text: 'from ' },
    { kind: 'code', text: '10.0.0.1' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', text: 'at once' },
    { kind: 'text', text: ', ' },
    { kind: 'emphasis', text: 'twice' },
    { kind: 'text', text: ': 2 * 3 * 4, snake_case_name' },
  ]);
});

test('ends for any text and loses no word of it', () => {
  const line = fc
    .array(fc.constantFrom('#', '-', '>', '```', '*', '_', '`', ' ', 'word', '1.', '\n', '\r\n'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(line, (text) => {
      const words = text.match(/word/g)?.length ?? 0;
      // The word after a fence's opening names a language and is not shown.
      const named = text.match(/^\s{0,3}(?:```|~~~)[^\n]*word[^\n]*/gm)?.length ?? 0;
      const shown = JSON.stringify(parseMarkdown(text)).match(/word/g)?.length ?? 0;
      if (named === 0) expect(shown).toBe(words);
    }),
  );
});
