import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableJson } from './printable.ts';

const terminal = fc.string({ unit: 'binary' });
const dangerous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe('printableJson', () => {
  it('is the same value, free of control and invisible characters', () => {
    fc.assert(
      fc.property(fc.dictionary(terminal, terminal), (value) => {
        const json = printableJson(value);
        expect(json).not.toMatch(dangerous);
        expect(JSON.parse(json)).toEqual(value);
      }),
    );
  });
});
