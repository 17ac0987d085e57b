import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MarkdownBlock, parseMarkdown } from './markdown.ts';
import type { Inline } from './markdownInline.ts';

/** A short notation, so that expectations can be read. */
const inline = (part: Inline): string => {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return `‹${part.text}›`;
    case 'break':
      return '⏎';
    case 'strong':
      return `B(${part.content.map(inline).join('')})`;
    case 'emphasis':
      return `I(${part.content.map(inline).join('')})`;
    case 'link':
      return `L(${part.content.map(inline).join('')}→${part.target})`;
  }
};
const block = (part: MarkdownBlock): string => {
  switch (part.kind) {
    case 'paragraph':
      return part.content.map(inline).join('');
    case 'heading':
      return `h${part.depth}:${part.content.map(inline).join('')}`;
    case 'code':
      return `code${part.info && ` ${part.info}`}:${part.text}`;
    case 'rule':
      return '---';
    case 'quote':
      return `>[${part.blocks.map(block).join('|')}]`;
    case 'list':
      return `${part.start ?? '-'}[${part.items.map((item) => item.map(block).join('|')).join(',')}]`;
  }
};
const read = (text: string): string => parseMarkdown(text).map(block).join('|');
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('blocks', () => {
  test.each([
    ['one\ntwo\n\nthree', 'one two|three'],
    ['# Title #\ntext', 'h1:Title|text'],
    ['#hashtag', '#hashtag'],
    ['```kql\na | b\n  c\n```\nafter', 'code kql:a | b\n  c|after'],
    ['```ls -la\nout\n```', 'code ls -la:out'],
    ['~~~\nopen to the end', 'code:open to the end'],
    ['> a\n> b\n\nc', '>[a b]|c'],
    ['- a\n- b\n  more\n\n  second\n- c', '-[a,b more|second,c]'],
    ['3. a\n4. b\n   - c', '3[a,b|-[c]]'],
    ['- a\n1. b', '-[a]|1[b]'],
    ['***', '---'],
    ['- - -', '---'],
    ['<b>raw</b> <script>x</script>', '<b>raw</b> <script>x</script>'],
  ])('%j', (text, expected) => expect(read(text)).toBe(expected));
});

describe('inline', () => {
  test.each([
    ['*a* **b** ***c***', 'I(a) B(b) I(B(c))'],
    ['_a_ __b__ snake_case_name', 'I(a) B(b) snake_case_name'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['**open', '**open'],
    ['*a **b***', 'I(a B(b))'],
    ['`a *b*` ``c`d``', '‹a *b*› ‹c`d›'],
    ['\\*a\\* \\<', '*a* <'],
    ['[text](https://example.org "t") [not](a b)', 'L(text→https://example.org) [not](a b)'],
    ['<https://example.org/a>', '‹https://example.org/a›'],
    ['a  \nb\\\nc', 'a⏎b⏎c'],
    ['#eval("1") $x$ @ref', '#eval("1") $x$ @ref'],
  ])('%j', (text, expected) => expect(read(text)).toBe(expected));
});

describe('hostile notes', () => {
  test('keep every letter, never throw and stay shallow', () => {
    const marks = fc.constantFrom(
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '\\',
      '\n',
      ' ',
      '-',
      '1. ',
      '#',
      '    ',
      'a',
      'é',
    );
    fc.assert(
      fc.property(
        fc.array(marks, { maxLength: 120 }).map((parts) => parts.join('')),
        (text) => {
          const blocks = parseMarkdown(text);
          expect(depthOf(blocks)).toBeLessThan(100);
          const letters = (from: string) => from.match(/[aé]/g)?.length ?? 0;
          expect(letters(read(text))).toBe(letters(text));
        },
      ),
      { numRuns: 500 },
    );
  });
  test.each([
    '>'.repeat(5000),
    '- '.repeat(5000),
    '*'.repeat(5000),
    '[a]('.repeat(5000),
    '**a '.repeat(5000),
    '` `` '.repeat(5000),
  ])('of great depth or length are read, which no runaway of steps would come to the end of', (text) =>
    expect(depthOf(parseMarkdown(text))).toBeLessThan(100),
  );
});
