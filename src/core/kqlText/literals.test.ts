import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexKql } from './lexer.ts';
import { datetimeLiteral, parseTimespan, stringLiteral, timespanLiteral } from './literals.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('"', "'", '\\', ';', '/', '\n', '\r', '`', '~', '@', 'u', '0', '\u2028', '\ud800'),
  }),
);

/** What a KQL string literal in double quotes stands for. */
const readBack = (literal: string): string =>
  literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-f]{4})|(["\\]))/g, (_, unit: string | undefined, mark: string) =>
      unit ? String.fromCharCode(Number.parseInt(unit, 16)) : mark,
    );

describe('stringLiteral', () => {
  it('is one string token on one line that stands for the text, whatever surrounds it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = stringLiteral(text);
        const tokens = lexKql(`let device = ${literal};`);
        expect(tokens.filter((token) => token.kind === 'string').map((token) => token.text)).toEqual([literal]);
        expect(tokens.at(-1)?.text).toBe(';');
        expect(literal).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(readBack(literal)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a legal device id as it is', () => {
    expect(stringLiteral("pump-(7)'s#1")).toBe(`"pump-(7)'s#1"`);
  });
});

describe('datetimeLiteral', () => {
  it.each(['2019-04-18T12:00:00Z', '2024-02-29T23:59:59.9999999Z', '0001-01-01T00:00:00Z'])('takes %s', (text) => {
    expect(datetimeLiteral(text)).toEqual({ ok: true, value: `datetime(${text})` });
  });

  it.each([
    '2019-02-29T00:00:00Z',
    '2019-13-01T00:00:00Z',
    '2019-04-18T24:00:00Z',
    '2019-04-18',
    '2019-04-18T12:00:00+02:00',
    '2019-04-18T12:00:00Z); drop',
    '',
  ])('refuses %s', (text) => {
    expect(datetimeLiteral(text).ok).toBe(false);
  });
});

describe('timespans', () => {
  it.each([
    ['14h', 504_000_000_000n, '14h'],
    ['250ms', 2_500_000n, '250ms'],
    ['-1d', -864_000_000_000n, 'time(-1d)'],
    ['1.5h', 54_000_000_000n, 'time(1.5h)'],
    ['1.02:00:00.0000001', 936_000_000_001n, 'time(1.02:00:00.0000001)'],
    ['-00:00:01', -10_000_000n, 'time(-00:00:01)'],
  ])('reads %s', (text, ticks, literal) => {
    expect(parseTimespan(text)).toEqual({ ok: true, value: ticks });
    expect(timespanLiteral(text)).toEqual({ ok: true, value: literal });
  });

  it.each(['', '1', '1w', '24:00', '25:00:00', '1h)', '1 h', 'now()'])('refuses %j', (text) => {
    expect(timespanLiteral(text).ok).toBe(false);
  });
});
