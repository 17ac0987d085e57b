import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoundParameter, bindParameters } from './bindParameters.ts';
import { lexKql } from './lexer.ts';
import { stringLiteral } from './literals.ts';

const text = (name: string, value: string): BoundParameter => ({ name, type: 'string', value });

const query = `// let device = "not this one";
let device = "YOUR_DEVICE_ID";\r
let since = ago(1d); // start; of "it"
T | where a == "let device = 1;" // let device = "nor this";
`;
describe('bindParameters', () => {
  it('replaces the values of the header and nothing else', () => {
    const bound = bindParameters(query, [
      { name: 'since', type: 'datetime', value: '2019-04-18T00:00:00Z' },
      text('device', 'pump-07'),
    ]);
    expect(bound).toEqual({
      ok: true,
      value: query.replace('"YOUR_DEVICE_ID"', '"pump-07"').replace('ago(1d)', 'datetime(2019-04-18T00:00:00Z)'),
    });
  });

  it('keeps every other token, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const bound = bindParameters(query, [text('device', value)]);
        if (!bound.ok) throw new Error(bound.reason);
        const texts = lexKql(bound.value).map((token) => token.text);
        const before = lexKql(query).map((token) =>
          token.text === '"YOUR_DEVICE_ID"' ? stringLiteral(value) : token.text,
        );
        expect(texts).toEqual(before);
      }),
    );
  });

  it('reads headers past a datatable, a function and a string with semicolons', () => {
    const kql = `let p = datatable(a:string)["x;", @"]"];\nlet f = (x:int) { let y = 1; x + y };\nlet hub = 'a;b';\nT`;
    expect(bindParameters(kql, [text('hub', 'plant')])).toEqual({ ok: true, value: kql.replace("'a;b'", '"plant"') });
  });

  it.each([
    ['T | where x == 1', 'does not begin with a statement "let device = …;"'],
    ['T; let device = "x";', 'does not begin with'],
    ['let device = "a"; let device = "b"; T', 'two statements'],
    ['let device = "a" // why\n; T', undefined],
    ['let device = strcat("a", // why\n"b"); T', 'comment inside'],
  ])('judges %j', (kql, reason) => {
    const bound = bindParameters(kql, [text('device', 'x')]);
    if (reason === undefined) expect(bound).toEqual({ ok: true, value: 'let device = "x" // why\n; T' });
    else expect(!bound.ok && bound.reason).toContain(reason);
  });

  it('refuses a value that does not fit its type and names the parameter', () => {
    const bound = bindParameters('let window = 2h; T', [{ name: 'window', type: 'timespan', value: 'soon' }]);
    expect(!bound.ok && bound.reason).toContain('window: "soon" is not a timespan');
  });
});
