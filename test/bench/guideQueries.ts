import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bindParameters } from '../../src/core/kqlText/bindParameters.ts';
import { type Comparison, compare, once } from './measure.ts';
import { handWrittenSource, productSource } from './workspace.ts';

const playbook = resolve(import.meta.dirname, '../../resources/playbooks/suspicious-iot-device');
const subject = { device: 'pump-07', hub: 'plant' };

/** The guide's five queries on the product's engine against the same five written in SQL by hand, both from KQL or SQL to JSON text. */
export async function guideQueries(folder: string, runs: number) {
  const product = await productSource(folder);
  const parserWarmUpMs = await once(() => product.query('print 1'));
  const loadMs = await once(() => product.describe());
  const byHand = await handWrittenSource(folder);
  try {
    const comparisons: Comparison[] = [];
    for (const file of readdirSync(playbook).filter((name) => name.endsWith('.guide.kql'))) {
      const number = file.slice(0, 2);
      const kql = bound(readFileSync(join(playbook, file), 'utf8'));
      const sql = readFileSync(join(import.meta.dirname, 'handwritten', `${number}.sql`), 'utf8');
      comparisons.push(
        await compare(
          `guide query ${number}`,
          'the same query as hand-written DuckDB SQL',
          runs,
          () => product.query(kql),
          () => byHand.query(sql, valuesIn(sql)),
        ),
      );
    }
    return { parserWarmUpMs: Math.round(parserWarmUpMs), loadMs: Math.round(loadMs), comparisons };
  } finally {
    byHand.close();
    await product.close();
  }
}

const valuesIn = (sql: string) =>
  Object.fromEntries(Object.entries(subject).filter(([name]) => sql.includes(`$${name}`)));

function bound(kql: string): string {
  const parameters = Object.entries(subject).map(([name, value]) => ({ name, type: 'string' as const, value }));
  const result = bindParameters(kql, parameters);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
