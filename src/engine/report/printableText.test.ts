import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonCodePoints, type FontCoverage, readCodePoints } from './fontCoverage.ts';
import { breakable, breakMark, cutText, printable, typesettable } from './printableText.ts';

const font = (name: string) => readFileSync(new URL(`../../../resources/report/fonts/${name}.ttf`, import.meta.url));
const coverage: FontCoverage = [
  commonCodePoints([font('IBMPlexSans-Regular'), font('IBMPlexSans-Italic')]),
  readCodePoints(font('IBMPlexMono-Regular')),
  readCodePoints(font('DroidSansFallback')),
];
const shown = (text: string) => printable(text, coverage).text;
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('font coverage', () => {
  test('is read from the fonts themselves', () => {
    expect(readCodePoints(font('IBMPlexSans-Regular')).size).toBe(891);
    expect(readCodePoints(font('IBMPlexMono-Regular')).size).toBe(930);
    expect(readCodePoints(font('DroidSansFallback')).size).toBe(33_247);
  });
  test('holds the scripts that the fonts’ README promises', () => {
    for (const text of ['Größe', 'Ελληνικά', 'Кириллица', 'Việt', '漢字仮名かなカナ한글', '┌─┐'])
      expect(shown(text)).toBe(text);
  });
});

describe('printable text', () => {
  test('keeps plain text and line feeds', () => expect(shown('a\nb ~ #$*_`<>')).toBe('a\nb ~ #$*_`<>'));
  test('writes what is hidden or turns the direction of writing as its code point', () => {
    expect(shown('a\u0000\t\r\u001b[31m')).toBe('a[U+0000][U+0009][U+000D][U+001B][31m');
    expect(shown('exe.\u202etxt')).toBe('exe.[U+202E]txt');
    expect(shown('a\u200bb\u00adc\ufeff')).toBe('a[U+200B]b[U+00AD]c[U+FEFF]');
    expect(shown('\ud800')).toBe('[U+D800]');
  });
  test('writes what no font covers as its code point', () => {
    expect(shown('😀 שלום')).toBe('[U+1F600] [U+05E9][U+05DC][U+05D5][U+05DD]');
    expect(printable('😀é', coverage).escaped).toBe(1);
  });
  test('keeps a mark only on a base of its own family, and no towers of marks', () => {
    expect(shown('e\u0301')).toBe('e\u0301');
    expect(shown('漢\u0301')).toBe('漢[U+0301]');
    expect(shown('\u0301')).toBe('[U+0301]');
    expect(shown(`e${'\u0301'.repeat(5)}`)).toBe(`e${'\u0301'.repeat(3)}[U+0301][U+0301]`);
  });
  test('says the same when it is read again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shown(shown(text))).toBe(shown(text));
      }),
    );
  });
});

describe('break marks', () => {
  test('change nothing but where a line may end', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = shown(text);
        expect(breakable(clean).replaceAll(breakMark, '')).toBe(clean);
      }),
    );
  });
  test('leave no run of more than 24 characters', () => {
    const longest = (text: string) => Math.max(...text.split(/[\s\u200b]/u).map((run) => [...run].length));
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(longest(breakable(shown(text)))).toBeLessThan(26);
      }),
    );
    expect(longest(breakable('a'.repeat(10_000)))).toBe(8);
  });
  test('fall after punctuation where there is some', () => {
    expect(breakable('/usr/lib/systemd/systemd-journald --now').split(breakMark)).toEqual([
      '/',
      'usr/',
      'lib/',
      'systemd/',
      'systemd-',
      'journald --now',
    ]);
  });
});

test('every text of a value is treated, and nothing else', () => {
  const treated = typesettable({ a: ['\u202e', 1, null, true, { b: 'x'.repeat(30) }] }, coverage);
  expect(treated.escaped).toBe(1);
  expect(treated.value.a[0]).toBe('[U+202E]');
  expect(treated.value.a.slice(1, 4)).toEqual([1, null, true]);
  expect(treated.value.a[4]).toEqual({ b: breakable('x'.repeat(30)) });
});

test('a cut tells how much is missing and halves no character', () => {
  expect(cutText('abc', 3)).toEqual({ text: 'abc', cut: 0 });
  expect(cutText('abcdef', 3)).toEqual({ text: 'abc', cut: 3 });
  expect(cutText('ab😀d', 3)).toEqual({ text: 'ab', cut: 3 });
});
