import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { expectValue } from '../../support/engine.ts';
import { startRemoteEngine } from '../remoteEngine.ts';

/** Keeps one answer of a service in a case, in an engine that has been used before, and prints what it took. */
const [, , kql = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-service-'));
const { engine, source } = startRemoteEngine(process.argv.slice(2));
const window = { from: '2019-04-05T00:00:00Z', to: '2019-04-19T12:00:00Z' };
try {
  const asked = { path: join(folder, 'a.casefile'), source, deviceId: 'pump-07', hubName: 'plant', window };
  const { caseId } = expectValue(await engine.call('cases.create', asked));
  const keep = async (query: string) =>
    expectValue(await engine.call('exhibits.runQuery', { caseId, title: 'bench', kql: query }));
  await keep('SecurityAlert | count');
  await keep('exhibit(1)');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  delay.enable();
  const start = performance.now();
  const { rowCount, byteLength } = await keep(kql);
  const ms = Math.round(performance.now() - start);
  delay.disable();
  clearInterval(watch);
  const memoryRatio = Math.round(((peak - before) / byteLength) * 100) / 100;
  process.stdout.write(
    JSON.stringify({ rowCount, byteLength, ms, memoryRatio, mainThreadBlockedMs: Math.round(delay.max / 1e6) }),
  );
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
