import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BoundParameter, bindParameters } from '../../src/core/kqlText/bindParameters.ts';
import { type Comparison, compare, once } from './measure.ts';
import { differenceOf } from './sameAnswer.ts';
import { handWrittenSource, productSource } from './workspace.ts';

const playbook = resolve(import.meta.dirname, '../../resources/playbooks/suspicious-iot-device');

/** The sample's attacked device and what an examiner would have learned of it. */
const parameters: readonly BoundParameter[] = [
  { name: 'device', type: 'string', value: 'pump-07' },
  { name: 'hub', type: 'string', value: 'plant' },
  { name: 'until', type: 'datetime', value: '2019-04-21T00:00:00Z' },
  { name: 'since', type: 'datetime', value: '2019-04-17T00:00:00Z' },
  { name: 'around', type: 'datetime', value: '2019-04-18T12:01:00Z' },
  { name: 'maxGap', type: 'timespan', value: '14h' },
  { name: 'window', type: 'timespan', value: '2h' },
  { name: 'address', type: 'string', value: '203.0.113.9' },
  { name: 'executable', type: 'string', value: '/tmp/x' },
];

/**
 * The playbook's 25 queries (of the first five the guide's own) on the product's engine against the same written in SQL by hand,
 * both from text to JSON text. Throws where the answers differ: such a ratio would say nothing.

 */
export async function playbookQueries(folder: string, runs: number) {
  const product = await productSource(folder);
  const parserWarmUpMs = await once(() => product.query('print 1'));
  await product.describe();
  const byHand = await handWrittenSource(folder);
  try {
    const comparisons: Comparison[] = [];
    for (const { number, kql } of queries()) {
      const sql = readFileSync(join(import.meta.dirname, 'handwritten', `${number}.sql`), 'utf8');
      const values = valuesIn(sql);
      const answer = await product.query(kql);
      const difference = differenceOf(new TextDecoder().decode(answer.body), await byHand.query(sql, values));
      if (difference !== undefined) throw new Error(`The answers to query ${number} differ: ${difference}`);
      comparisons.push(
        await compare(
          `playbook query ${number}`,
          'the same query as hand-written DuckDB SQL',
          runs,
          () => product.query(kql),
          () => byHand.query(sql, values),
        ),
      );
    }
    return { parserWarmUpMs: Math.round(parserWarmUpMs), comparisons };
  } finally {
    byHand.close();
    await product.close();
  }
}

const queries = () =>
  readdirSync(playbook)
    .filter((name) => /^\d\d-[a-z-]+\.guide\.kql$|^(0[6-9]|[12]\d)-[a-z-]+\.kql$/.test(name))
    .map((name) => ({ number: name.slice(0, 2), kql: bound(readFileSync(join(playbook, name), 'utf8')) }));

const valuesIn = (sql: string) =>
  Object.fromEntries(parameters.filter(({ name }) => sql.includes(`$${name}`)).map(({ name, value }) => [name, value]));

function bound(kql: string): string {
  const asked = parameters.filter(({ name }) => new RegExp(`^\\s*let ${name} *=`, 'm').test(kql));
  const result = bindParameters(kql, asked);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
