import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';
import { newSample } from './workspace.ts';

const workspace = '11111111-1111-4111-8111-111111111111';

/**
 * Milliseconds of each query of the guide's five steps, with what it left out, against a service that takes `serviceMs` for every
 * query; the case has just been made for a workspace that was looked at before, as the window does. In a process of its own.
 */
export async function guideSteps(serviceMs: number) {
  const sample = await newSample(5_000);
  const service = await startLogAnalyticsService({ [workspace]: sample.folder });
  try {
    service.when(
      () => true,
      async (_request, standard) => (await Promise.all([standard(), setTimeout(serviceMs)]))[0],
    );
    const authority = join(sample.folder, 'authority.pem');
    writeFileSync(authority, service.authority);
    const child = join(import.meta.dirname, 'children', 'runGuideSteps.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [child, workspace, JSON.stringify(service.cloud)], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
    });
    return { baseline: `a service that takes ${serviceMs} ms for every query`, ...JSON.parse(stdout) };
  } finally {
    await service.close();
    await sample.remove();
  }
}
