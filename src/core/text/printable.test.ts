import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from './printable.ts';

const terminal = fc.string({ unit: 'binary' });
const dangerous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe('printable', () => {
  it.each([
    ['\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'],
    ['two\r\nlines\t', 'two\\r\\nlines\\t'],
    ['abc\u202etxt.exe', 'abc\\u202etxt.exe'],
    ['\u{e0001}', '\\u{e0001}'],
    ['ä 日本 🙂', 'ä 日本 🙂'],
  ])('shows %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('never lets a control or invisible character through', () => {
    fc.assert(
      fc.property(terminal, (text) => {
        expect(printable(text)).not.toMatch(dangerous);
      }),
    );
  });
});
