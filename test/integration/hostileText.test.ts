import { readdirSync, readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { bindParameters } from '../../src/core/kqlText/bindParameters.ts';
import { stringLiteral } from '../../src/core/kqlText/literals.ts';
import { createKqlEngine } from '../../src/engine/kql/engine.ts';
import { quoteIdentifier, quoteText } from '../../src/engine/kql/storage.ts';
import type { SyntaxNode } from '../../src/engine/kql/syntax/ast.ts';
import { isOnlyInTexts, lexSql, shapeOfSql } from '../support/sqlLexer.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const playbook = new URL('../../resources/playbooks/suspicious-iot-device/', import.meta.url);
const guideQueries = readdirSync(playbook)
  .filter((name) => name.endsWith('.guide.kql'))
  .map((name) => ({ name, kql: readFileSync(new URL(name, playbook), 'utf8') }));

const text = (name: string) => ({ name, type: 'string' as const });
const raw = ['DeviceId', 'AssociatedResourceId', 'RawEventName', 'EventDetails'].map(text);
const alert = ['ExtendedProperties', 'ResourceId', 'AlertName', 'AlertSeverity', 'Description'].map(text);
const time = { name: 'TimeGenerated', type: 'datetime' as const };
const catalog = {
  tables: [
    { name: 'SecurityIoTRawEvent', columns: [time, ...raw] },
    { name: 'SecurityAlert', columns: [time, ...alert] },
    { name: 'T', columns: [text('s'), { name: 'd', type: 'dynamic' as const }] },
  ],
  relation: quoteIdentifier,
};

const fragments = [
  ...[
    "'",
    "''",
    '"',
    '""',
    '\\',
    "\\'",
    '\\"',
    '\\\\',
    '`',
    '```',
    ';',
    '--',
    '/*',
    '*/',
    '//',
    '\n',
    '\r',
    '\u2028',
    '\0',
  ],
  ...[
    '$1',
    '$$',
    '?',
    ':x',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '|',
    '%s',
    '@"',
    "@'",
    'h"',
    "E'",
    "x'",
    'U&',
    '\ud800',
    '\udc00',
    '😀',
    'é',
  ],
  ...[
    "'); DROP TABLE T; --",
    '" | union SecurityAlert //',
    "' OR 1=1 --",
    '"; let device = "',
    "' UNION SELECT * FROM T --",
  ],
];
const hostile = fc.array(
  fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ maxLength: 6 })),
  { maxLength: 8 },
);
/** A hostile text with a marker in it that nothing else holds. */
const marked = fc
  .record({
    before: hostile,
    after: hostile,
    marker: fc.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: 14, maxLength: 14 }),
  })
  .map(({ before, after, marker }) => ({ marker, text: `${before.join('')}${marker}${after.join('')}` }));

const numRuns = Number(process.env.KQL_PROPERTY_RUNS ?? 60);
const timeout = Math.max(180_000, numRuns * 200);

const shapeOfTree = (node: SyntaxNode): string =>
  `${node.kind}(${Object.entries(node.parts)
    .map(([name, child]) => `${name}:${shapeOfTree(child)}`)
    .join(',')})[${node.items.map(shapeOfTree).join(',')}]`;
const shapesOf = async (kql: string) => {
  const tree = shapeOfTree((await engine.analyze(kql, catalog.tables)).root);
  const { sql } = await engine.compile(kql, catalog, { now: '2019-04-18T12:00:00Z' });
  return { tree, sql, shape: shapeOfSql(sql) };
};
const expectSame = async (kql: string, markers: readonly string[], plain: Awaited<ReturnType<typeof shapesOf>>) => {
  const found = await shapesOf(kql);
  expect(found.tree).toBe(plain.tree);
  expect(found.shape).toBe(plain.shape);
  for (const marker of markers) expect(isOnlyInTexts(found.sql, marker)).toBe(true);
  return found.sql;
};

const bound = (kql: string, device: string, hub: string): string => {
  const made = bindParameters(kql, [
    { ...text('device'), value: device },
    { ...text('hub'), value: hub },
  ]);
  if (!made.ok) throw new Error(made.reason);
  return made.value;
};

describe('a hostile text', () => {
  it(
    'in place of a device or a hub leaves the guide’s five queries and their SQL as they are',
    async () => {
      expect(guideQueries).toHaveLength(5);
      const plain = await Promise.all(guideQueries.map(({ kql }) => shapesOf(bound(kql, 'pump-07', 'plant'))));
      await fc.assert(
        fc.asyncProperty(marked, marked, fc.nat({ max: 4 }), async (device, hub, index) => {
          const [query, one] = [guideQueries[index], plain[index]];
          if (query === undefined || one === undefined) throw new Error('there is no such query');
          const sql = await expectSame(bound(query.kql, device.text, hub.text), [device.marker, hub.marker], one);
          expect(sql).toContain(device.marker);
          expect(sql).toContain(hub.marker);
        }),
        { numRuns },
      );
    },
    timeout,
  );

  const places: readonly ((literal: string) => string)[] = [
    (literal) => `T | where s == ${literal} or s =~ ${literal} or s in (${literal}, "a") or s in~ (${literal})`,
    (literal) => `T | where s contains ${literal} or s startswith ${literal} or s endswith_cs ${literal}`,
    (literal) => `let x = ${literal}; T | extend y = x, z = strcat(s, x, ${literal}) | project-away s`,
    (literal) => `T | extend y = d[${literal}], z = tostring(d.a[${literal}].b)`,
    (literal) => `T | summarize c = countif(s == ${literal}), m = max(${literal}) by y = iff(s == "", ${literal}, s)`,
    (literal) =>
      `datatable(a:string, b:long)[${literal}, 1] | extend c = split(a, ${literal}), e = replace_string(a, ${literal}, "x")`,
    (literal) => `T | parse s with ${literal} x ";" * | mv-expand d | sort by x asc`,
    (literal) => `T | extend y = dynamic([${literal}]) | where set_has_element(y, ${literal}) | top 3 by tostring(y)`,
    (literal) => `union withsource=${'n'} T, (print s = ${literal}) | join kind=inner (T | extend k = ${literal}) on s`,
  ];
  it.each(places.map((place) => [place('"…"'), place] as const))(
    'in %s stays a text',
    async (_, place) => {
      const plain = await shapesOf(place('"zz"'));
      await fc.assert(
        fc.asyncProperty(marked, async (one) => {
          await expectSame(place(stringLiteral(one.text)), [one.marker], plain);
        }),
        { numRuns },
      );
    },
    timeout,
  );

  it(
    'quoted for DuckDB comes back as it is',
    async () => {
      const texts = fc.array(
        fc.oneof(
          marked.map((one) => one.text),
          fc.string({ unit: 'binary' }),
        ),
        { minLength: 10, maxLength: 10 },
      );
      await fc.assert(
        fc.asyncProperty(texts, async (values) => {
          const reader = await connection.runAndReadAll(`SELECT ${values.map(quoteText).join(', ')}`);
          expect(reader.getRows()).toEqual([values.map((value) => value.toWellFormed())]);
        }),
        { numRuns: Math.ceil(numRuns / 10) },
      );
    },
    timeout,
  );
});

describe('the lexer of these tests', () => {
  it.each([
    [`SELECT 'a''m' FROM "m x" -- m`, ['SELECT', `'a''m'`, 'FROM', '"m x"', '-- m']],
    [`('a\\')||1.5e3/*'*/`, ['(', `'a\\'`, ')', '|', '|', '1.5e3', `/*'*/`]],
  ])('reads %s', (sql, tokens) => {
    expect(lexSql(sql).map((token) => token.text)).toEqual(tokens);
  });

  it.each([`SELECT 'a`, `SELECT "a`, `SELECT E'a'`, 'SELECT $$a$$', `SELECT x'00'`, 'a\0'])('refuses %j', (sql) => {
    expect(() => lexSql(sql)).toThrow(/unsafe SQL/);
  });

  it.each([
    ['quotes that are not doubled', (value: string) => `'${value}'`],
    ['quotes behind backslashes', (value: string) => `'${value.replaceAll("'", "\\'")}'`],
    ['only the first quote doubled', (value: string) => `'${value.replace("'", "''")}'`],
  ])('finds the fault of a quoting with %s', (_, quote) => {
    const isSafe = (one: { text: string; marker: string }): boolean => {
      try {
        return isOnlyInTexts(`SELECT ${quote(one.text)}`, one.marker);
      } catch {
        return false;
      }
    };
    expect(fc.check(fc.property(marked, isSafe), { numRuns: 5000 }).failed).toBe(true);
  });
});
