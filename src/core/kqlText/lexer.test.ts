import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexKql } from './lexer.ts';

const kindsOf = (text: string) =>
  lexKql(text)
    .filter((token) => token.kind !== 'space')
    .map(({ kind, text: part }) => `${kind} ${part}`);

describe('lexKql', () => {
  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const tokens = lexKql(text);
        expect(tokens.map((token) => token.text).join('')).toBe(text);
        for (const token of tokens) expect(text.startsWith(token.text, token.start)).toBe(true);
      }),
    );
  });

  it.each([
    ['"a;b" // c "d"', ['string "a;b"', 'comment // c "d"']],
    [`'it\\'s' x`, [`string 'it\\'s'`, 'word x']],
    [`@'a''b;' ;`, [`string @'a''b;'`, 'symbol ;']],
    ['h@"C:\\" ;', ['string h@"C:\\"', 'symbol ;']],
    ['```a\n";``` ;', ['string ```a\n";```', 'symbol ;']],
    ['"https://x" | y', ['string "https://x"', 'symbol |', 'word y']],
    ['14h - 1d', ['word 14h', 'symbol -', 'word 1d']],
    ['"open\n;', ['string "open', 'symbol ;']],
  ])('reads %j', (text, expected) => {
    expect(kindsOf(text)).toEqual(expected);
  });
});
