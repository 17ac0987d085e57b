import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from './engine.ts';
import { quoteText } from './storage.ts';
import { RegexError, readRegex } from './values/regex.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const catalog = { tables: [], ensureLoaded: async () => {}, relation: (name: string) => `"${name}"` };

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const ask = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
const runs = { numRuns: Number(process.env.KQL_PROPERTY_RUNS ?? 300) };

const pieces = [
  ...[
    'a',
    'Z',
    '0',
    '_',
    'é',
    '😀',
    '.',
    '^',
    '$',
    '|',
    '(',
    ')',
    '(?:',
    '(?<n>',
    '(?P<m>',
    '(?i)',
    '(?s:',
    '(?=',
    '(?‹',
  ],
  ...[
    '[',
    ']',
    '[^',
    '-',
    '&&',
    '[:alpha:]',
    '*',
    '+',
    '?',
    '{2}',
    '{1,3}',
    '{2,',
    '{',
    '}',
    '\\',
    '\\d',
    '\\W',
    '\\s',
    '\\S',
  ],
  ...[
    '\\b',
    '\\B',
    '\\A',
    '\\z',
    '\\1',
    '\\Q',
    '\\x41',
    '\\u{7f}',
    '\\pL',
    '\\p{Greek}',
    '\\p{Nope}',
    '\\.',
    '"',
    "'",
    '\0',
  ],
];
const pattern = fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((parts) => parts.join(''));
const readOrNone = (text: string, reader: 're2' | 'js') => {
  try {
    return readRegex(text, reader);
  } catch (error) {
    if (error instanceof RegexError) return undefined;
    throw error;
  }
};

describe('a pattern that is read', () => {
  it('is one that RE2 and JavaScript take, with the groups that it was read with', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(pattern, fc.string({ unit: 'binary', maxLength: 8 })), async (text) => {
        const re2 = readOrNone(text, 're2');
        if (re2 !== undefined) {
          // RE2 may find a word boundary within a character of several bytes, at which DuckDB gives up the database.
          const tried = quoteText(re2.hasBoundary ? 'a0 -' : 'aé0 😀');
          const sql = `${tried}, ${quoteText(re2.text)}`;
          await connection.run(
            `SELECT regexp_matches(${sql}), regexp_extract_all(${sql}, ${Math.min(9, re2.groups.length)})`,
          );
        }
        const js = readOrNone(text, 'js');
        if (js !== undefined) expect(new RegExp(`${js.text}|`, 'u').exec('')?.length).toBe(js.groups.length + 1);
      }),
      runs,
    );
  });

  it.each([
    ['^\\d+$', '٣4', true],
    ['^\\D$', '٣', false],
    ['^\\w+$', 'héÅ_9٣ⓐ', true],
    ['^\\W$', 'é', false],
    ['^\\s+$', '\u00a0\u2003 ', true],
    ['^[\\S]$', '\u00a0', false],
    ['^[\\s\\S]$', '\n', true],
    ['^.$', '\n', false],
    ['(?s)^.$', '\n', true],
    ['(?i)ÉA', 'éa', true],
    ['^\\u{e9}\\x41$', 'éA', true],
    ['\\bfoo\\b', 'a foo.', true],
    ['\\bfoo\\b', 'afoo', false],
    ['\\bfoo\\b', 'é foo', true],
    ['\\bfoo\\b', 'éfoo', false],
    ['foo\\b.', 'fooé', false],
    ['\\bfoo\\b', '–foo😀', true],
    ['(?i)\\bfoo\\b', 'ÉFOO FOO', true],
    ['^\\W\\b\\w+\\b\\S$', '–éÉ٣–', true],
    ['^(?<y>a)(?P<z>b)$', 'ab', true],
    ['^[]-]+$', ']-', true],
    ['^\\p{Greek}\\PL$', 'λ1', true],
  ])('matches as documented: %s on %j', async (regex, text, matched) => {
    const [one, two] = [JSON.stringify(text), JSON.stringify(regex)];
    expect(await ask(`print ${one} matches regex ${two}`)).toEqual([[matched]]);
    if (!/\\b/i.test(regex))
      expect(await ask(`print t = ${one}, r = ${two} | project t matches regex r`)).toEqual([[matched]]);
    const js = readOrNone(regex, 'js');
    if (js !== undefined) expect(new RegExp(js.text, 'u').test(text)).toBe(matched);
  });
});

const doors: readonly ((regex: string) => string)[] = [
  (regex) => `T | where s matches regex ${regex}`,
  (regex) => `T | where s !contains "b" and not(s matches regex ${regex})`,
  (regex) => `T | extend x = extract(${regex}, 1, s)`,
  (regex) => `T | extend x = extract_all(${regex}, s)`,
  (regex) => `T | extend x = replace_regex(s, ${regex}, "")`,
  (regex) => `T | extend x = replace(${regex}, "", s)`,
  (regex) => `T | extend x = trim(${regex}, s)`,
  (regex) => `T | extend x = trim_start(${regex}, s)`,
  (regex) => `T | extend x = trim_end(${regex}, s)`,
  (regex) => `T | extend x = countof(s, ${regex}, "regex")`,
  (regex) => `T | parse kind=regex s with ${regex} x`,
  (regex) => `T | parse-where kind=regex s with ${regex} x`,
  (regex) => `T | parse-kv s as (a:string) with (regex=${regex})`,
  (regex) => `search in (T) s matches regex ${regex}`,
  (regex) => `T | extend x = indexof_regex(s, ${regex})`,
];
const from = 'let T = datatable(s:string)["abc", "é"]; ';

describe('a pattern that cannot be read', () => {
  it.each(
    doors.flatMap((door) =>
      ['(?‹', '(?=a)', 'a**', '[a&&b]', '\\1', '[', '\\<'].map((regex) => door(JSON.stringify(regex))),
    ),
  )('is refused: %s', async (kql) => {
    const planned = !kql.includes('indexof_regex');
    await expect(engine.run(from + kql, { catalog, connection })).rejects.toMatchObject({
      name: 'KqlError',
      kind: planned ? 'unsupported' : 'run',
      ...(planned ? { code: 'regex', place: expect.objectContaining({ line: 1 }) } : {}),
    });
    if (planned) await expect(engine.check(from + kql, catalog)).rejects.toMatchObject({ code: 'regex' });
  });

  it.each([
    'print p = "(" | where "a" matches regex p',
    'print p = "(" | extend x = extract(p, 1, "a")',
    'print p = "(" | extend x = replace_regex("a", p, "")',
    'print p = "(" | extend x = trim(p, "a")',
    'print p = "(" | extend x = countof("a", p, "regex")',
    'print p = "\\\\bx" | where "a" matches regex p',
  ])('fails at its place where it is computed: %s', async (kql) => {
    await expect(ask(kql)).rejects.toMatchObject({
      name: 'KqlError',
      message: expect.stringContaining('line 1, column'),
    });
  });

  it.each([
    ['print replace_regex("abc", "(b)", "\\\\2")', 'unsupported'],
    ['print replace_regex("abc", "(b)", "\\\\x")', 'unsupported'],
    ['let p = tolower("(B)"); print replace_regex("abc", p, "\\\\2")', 'run'],
    ['let r = tolower("\\\\2"); print replace_regex("abc", "(b)", r)', 'run'],
  ])('neither is a replacement that refers to nothing: %s', async (kql, kind) => {
    await expect(ask(kql)).rejects.toMatchObject({ name: 'KqlError', kind });
  });

  it.each([
    'print "é_ foo" matches regex "\\\\b_"',
    'print "é foo" matches regex "\\\\b[A-z]"',
    'print "٣ foo" matches regex "\\\\b\\\\d"',
    'print "ſ foo" matches regex "(?i)\\\\bs"',
    'print "–" matches regex "^\\\\B$"',
    'print countof("–", "\\\\B", "regex")',
    'print extract("\\\\bfoo", 0, "é foo")',
  ])('fails on a text whose word boundaries RE2 does not find: %s', async (kql) => {
    await expect(ask(kql)).rejects.toThrow(/word boundary/);
  });
});
