import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileGlob, literalGlob } from './glob.ts';

it('knows any run, one character and escapes', () => {
  expect(compileGlob('/tmp/*')('/tmp/.x/xmrig')).toBe(true);
  expect(compileGlob('a?c')('abc')).toBe(true);
  expect(compileGlob('a?c')('ac')).toBe(false);
  expect(compileGlob('*.log')('a.LOG')).toBe(false);
  expect(compileGlob('\\*')('x')).toBe(false);
  expect(compileGlob('')('')).toBe(true);
});

it('matches a literal text and nothing else, whatever it holds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\', '🎈'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (made, other) => {
      expect(compileGlob(literalGlob(made))(other)).toBe(made === other);
      expect(compileGlob(literalGlob(made))(made)).toBe(true);
    }),
  );
});
