import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { faults } from '../support/logAnalyticsService/faults.ts';
import { startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';
import { bigAnswer } from './bigAnswer.ts';
import { newSample } from './workspace.ts';

const workspace = '11111111-1111-4111-8111-111111111111';
const kql = 'SecurityIoTRawEvent | where true';

/**
 * Keeping a long answer of a service over HTTPS in a case, in a process of its own: the memory that it takes at most beyond what the
 * engine had, against the bytes of the answer, and the longest that the thread of the window's shell was kept from its work.
 */
export async function serviceAnswer(rowCount: number) {
  const sample = await newSample(5_000);
  const service = await startLogAnalyticsService({ [workspace]: sample.folder });
  try {
    service.when(kql, faults.bytes(bigAnswer(rowCount)));
    const authority = join(sample.folder, 'authority.pem');
    writeFileSync(authority, service.authority);
    const child = join(import.meta.dirname, 'children', 'captureAnswer.ts');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [child, workspace, JSON.stringify(service.cloud), kql],
      {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
      },
    );
    return { baseline: 'the bytes of the answer', ...JSON.parse(stdout) };
  } finally {
    await service.close();
    await sample.remove();
  }
}
