import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { expectValue } from '../../support/engine.ts';
import { startRemoteEngine } from '../remoteEngine.ts';

/** Runs the guide's five steps on a workspace, one query after the other, and prints what each took. */
const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-steps-'));
const { engine, source } = startRemoteEngine(process.argv.slice(2));
try {
  expectValue(await engine.call('sources.describe', { source }));
  const asked = { path: join(folder, 'a.casefile'), source, deviceId: 'pump-07', hubName: 'plant' };
  const { caseId, playbook } = expectValue(await engine.call('cases.create', asked));
  const steps: { step: string; variant: string; ms: number; rows: number }[] = [];
  for (const { id: stepId } of playbook.groups[0]?.steps ?? []) {
    for (const variant of ['guide', 'hardened'] as const) {
      const start = performance.now();
      const exhibit = expectValue(await engine.call('exhibits.run', { caseId, stepId, variant }));
      if (exhibit.outcome === 'failed') throw new Error(exhibit.error?.message);
      steps.push({ step: stepId, variant, ms: Math.round(performance.now() - start), rows: exhibit.rowCount });
    }
  }
  process.stdout.write(JSON.stringify({ slowestMs: Math.max(...steps.map(({ ms }) => ms)), steps }));
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
