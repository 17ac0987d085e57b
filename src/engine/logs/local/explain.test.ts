import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSourceRegistry } from '../sourceRegistry.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-explain-'));
writeFileSync(join(folder, 'T.ndjson'), '{"TimeGenerated":"2019-04-18T12:00:00Z","DeviceId":"a"}\n');
const sources = openSourceRegistry();
afterAll(async () => {
  await sources.closeAll();
  rmSync(folder, { recursive: true });
});

const explain = async (kql: string) => {
  const source = await sources.open({ kind: 'local', folder });
  const window = { from: '2019-04-18T00:00:00Z', to: '2019-04-19T00:00:00Z' };
  return source.explain?.(kql, window, new AbortController().signal);
};

it('explains a query by its SQL, within the window', async () => {
  const explanation = await explain('T | where DeviceId == "a" | count');
  expect(explanation).toMatchObject({ columns: [{ name: 'Count', type: 'long' }], tables: ['T'] });
  expect(explanation?.sql).toMatch(/^SELECT .* FROM "T" WHERE "TimeGenerated" >= \d+ AND "TimeGenerated" < \d+/);
});

it.each([
  ['T | where', 'kqlSyntax'],
  ['Nowhere | take 1', 'tableAbsent'],
  ['T | extend b = bag_pack("k", DeviceId) | project b | evaluate bag_unpack(b)', 'kqlUnsupported'],
])('fails on %s as a run does, or by what it lacks', async (kql, code) => {
  await expect(explain(kql)).rejects.toMatchObject({ code });
});
