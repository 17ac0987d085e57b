import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from '../../src/engine/kql/engine.ts';
import refused from './refused.json' with { type: 'json' };
import { type Case, runCase } from './runCase.ts';

const cases = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);
const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

describe('the documentation’s examples', () => {
  const ledger = new Set(refused);
  it.each(cases.map((one) => [one.id, one] as const))('%s', async (id, one) => {
    const verdict = await runCase(engine, connection, one);
    expect(verdict, verdict.outcome === 'passed' ? '' : verdict.why).toMatchObject({
      outcome: ledger.has(id) ? 'refused' : 'passed',
    });
  });

  it('keeps its ledger of refused cases to real cases', () => {
    const ids = new Set(cases.map((one) => one.id));
    expect(refused.filter((id) => !ids.has(id))).toEqual([]);
  });
});
