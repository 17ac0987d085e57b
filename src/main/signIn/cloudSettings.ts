import { z } from 'zod';
import { builtInClouds, type Cloud, cloudDefinition, cloudNamed } from '../../shared/clouds.ts';
import { CasebookError } from '../../shared/result.ts';
import { jsonFile } from '../session/jsonFile.ts';

const shape = z.strictObject({
  version: z.literal(1),
  /** The person's own clouds. */
  clouds: z.array(cloudDefinition).max(100),
  /** By the cloud's name in lower case. */
  clientIds: z.record(z.string().max(64), z.string().max(200)),
  lastTenants: z.record(z.string().max(64), z.string().max(253)),
});
type Settings = z.infer<typeof shape>;

/** The person's clouds and client ids, in a file of their own. */
export interface CloudSettings {
  /** The clouds that come with Casebook first. */
  clouds(): Promise<readonly Cloud[]>;
  /** Throws `unknownCloud`. */
  cloud(name: string): Promise<Cloud>;
  clientId(cloud: Cloud): Promise<string | null>;
  lastTenant(cloud: Cloud): Promise<string | null>;
  add(cloud: Cloud): Promise<void>;
  remove(name: string): Promise<void>;
  setClientId(cloud: Cloud, clientId: string): Promise<void>;
  setLastTenant(cloud: Cloud, tenant: string): Promise<void>;
  settled(): Promise<void>;
}

const key = (cloud: Pick<Cloud, 'name'>) => cloud.name.toLowerCase();

export function cloudSettingsIn(path: string): CloudSettings {
  const file = jsonFile(path, shape, { version: 1, clouds: [], clientIds: {}, lastTenants: {} });
  const clouds = async () => [...builtInClouds, ...(await file.read()).clouds];
  const without = ({ clouds: known }: Settings, name: string) =>
    known.filter((cloud) => key(cloud) !== name.toLowerCase());
  return {
    clouds,
    async cloud(name) {
      const found = cloudNamed(name, await clouds());
      if (found) return found;
      throw new CasebookError('unknownCloud', `There is no cloud "${name}" here. Add the file that describes it.`, {
        cloud: name,
      });
    },
    clientId: async (cloud) => cloud.clientId ?? (await file.read()).clientIds[key(cloud)] ?? null,
    lastTenant: async (cloud) => (await file.read()).lastTenants[key(cloud)] ?? null,
    add: (cloud) => file.update((settings) => ({ ...settings, clouds: [...without(settings, cloud.name), cloud] })),
    remove: (name) => file.update((settings) => ({ ...settings, clouds: without(settings, name) })),
    setClientId: (cloud, clientId) =>
      file.update((settings) => ({ ...settings, clientIds: { ...settings.clientIds, [key(cloud)]: clientId } })),
    setLastTenant: (cloud, tenant) =>
      file.update((settings) => ({ ...settings, lastTenants: { ...settings.lastTenants, [key(cloud)]: tenant } })),
    settled: file.settled,
  };
}
