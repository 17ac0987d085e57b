import { cloudDefinition } from '../../src/shared/clouds.ts';
import { startRealEngine } from '../support/engine.ts';

/** An engine that asks a workspace of the test service, in the process of a bench's child; the service is told by the arguments. */
export function startRemoteEngine([workspace = '', cloudText = '']: readonly string[]) {
  const cloud = cloudDefinition.parse(JSON.parse(cloudText));
  const engine = startRealEngine({
    cloud: async () => cloud,
    token: async () => ({ token: 'test-token', expiresOn: Date.now() + 3_600_000 }),
  });
  const source = {
    kind: 'workspace' as const,
    cloud: cloud.name,
    tenant: null,
    account: null,
    workspaces: [workspace],
    name: null,
    waitSeconds: 180,
  };
  return { engine, source };
}
