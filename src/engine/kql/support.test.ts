import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { aggregateEntries } from './aggregates/aggregates.ts';
import { createKqlEngine } from './engine.ts';
import { functionEntries } from './functions/functions.ts';
import { plugins } from './operators/evaluate.ts';
import { operatorEntries } from './operators/operators.ts';
import { operatorSpellings, support } from './support.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('CREATE TABLE "T" AS SELECT 1::BIGINT AS a');
const catalog = {
  tables: [{ name: 'T', columns: [{ name: 'a', type: 'long' as const }] }],
  ensureLoaded: async () => {},
  relation: (name: string) => `"${name}"`,
};

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const rowsOf = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
const supported = support();

/** The names of the entries after the first, which the entries' own test runs. */
const otherNames = (entries: readonly { readonly names: readonly string[]; readonly example: string }[]) =>
  entries.flatMap(({ names: [first = '', ...others], example }) =>
    others.map((name) => [name, example.replace(new RegExp(`\\b${first}\\(`), `${name}(`)] as const),
  );

const operandsOf = (comparison: string): string => {
  if (/^[-+*/%]$/.test(comparison)) return `1 ${comparison} 2`;
  if (/^(and|or)$/.test(comparison)) return `true ${comparison} false`;
  if (comparison.endsWith('between')) return `1 ${comparison} (1 .. 2)`;
  if (/^(!?in~?|has_any|has_all)$/.test(comparison)) return `"a" ${comparison} ("a", "b")`;
  return /^([<>]=?|[!=]=|<>)$/.test(comparison) ? `1 ${comparison} 2` : `"ab" ${comparison} "a"`;
};

describe('what support lists really runs', () => {
  it('is sorted, without repetition', () => {
    for (const names of Object.values(supported)) expect(names).toEqual([...new Set(names)].toSorted());
  });

  it.each(otherNames(functionEntries))('the function %s', async (name, example) => {
    expect(example).toContain(`${name}(`);
    expect(await rowsOf(`print value = ${example}`)).toHaveLength(1);
  });

  it.each(otherNames(aggregateEntries))('the aggregate %s', async (name, example) => {
    expect(example).toContain(`${name}(`);
    expect(await rowsOf(`datatable(x:long, s:string, b:bool)[1, "a", true] | summarize ${example}`)).toHaveLength(1);
  });

  it.each([
    ['toscalar', 'print toscalar(T | project a)'],
    ['materialize', 'let M = materialize(T); M | union M | summarize max(a)'],
    ['table', 'table("T")'],
  ])('the function %s', async (name, kql) => {
    expect(supported.functions).toContain(name);
    expect(await rowsOf(kql)).toEqual([[1]]);
  });

  it.each(Object.entries(operatorSpellings))('the operator %s', async (spelling, name) => {
    const example = operatorEntries.find((entry) => entry.name === name)?.example ?? '';
    const respelled = example.replace(`| ${name} `, `| ${spelling} `);
    expect(respelled).not.toBe(example);
    expect(await rowsOf(respelled)).toEqual(await rowsOf(example));
  });

  it.each(supported.comparisons)('the comparison %s', async (comparison) => {
    expect(await rowsOf(`print ${operandsOf(comparison)}`)).toHaveLength(1);
  });

  it.each(supported.joinKinds)('the join kind %s', async (kind) => {
    expect(await rowsOf(`T | join kind=${kind} (T | where a > 1 or "${kind}" !has "anti") on a`)).toBeDefined();
  });

  it.each(plugins.map((plugin) => [plugin.name, plugin.example]))('the plugin %s', async (_, example) => {
    expect(await rowsOf(example)).not.toEqual([]);
  });
});
