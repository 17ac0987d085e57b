import { describe, expect, it } from 'vitest';
import { builtInClouds, cloudNamed, hasCluster, hasScope, parseCloudFile } from './clouds.ts';

const gateway = {
  name: 'Plant gateway',
  authority: 'https://localhost:8443/tenant',
  protocol: 'OIDC',
  clientId: 'casebook',
  queryEndpoint: 'https://127.0.0.1:9443/',
  queryScope: 'api://logs/.default',
  armEndpoint: 'https://[::1]:9444',
  armScope: 'api://arm/.default',
};
const parse = (changes: Record<string, unknown>) =>
  parseCloudFile(JSON.stringify({ ...gateway, ...changes }), 'cloud.json');

describe('a cloud file', () => {
  it('gives the cloud, on the loopback too, addresses without a last slash', () => {
    expect(parseCloudFile(`\uFEFF${JSON.stringify(gateway)}`, 'cloud.json')).toEqual({
      ...gateway,
      queryEndpoint: 'https://127.0.0.1:9443',
    });
  });

  it.each([
    [{ queryEndpoint: 'http://127.0.0.1:9443' }, 'queryEndpoint: it must begin with https://'],
    [{ queryEndpoint: 'https://host/v1' }, 'queryEndpoint: it is a host without a path'],
    [{ armEndpoint: 'https://me:secret@host' }, 'armEndpoint: it cannot hold a user name'],
    [{ authority: 'https://host?x=1' }, 'authority: it cannot hold a query'],
    [{ authority: 'login' }, 'authority: it is not an address'],
    [{ protocol: 'SAML' }, 'protocol: '],
    [{ name: 'Public' }, 'name: it is the name of a built-in cloud (public, usGovernment, china)'],
    [{ clientId: null }, 'clientId: '],
    [{ clusters: ['https://host/db'] }, 'clusters.0: it is a host without a path'],
    [{ queryScope: 'a b' }, 'queryScope: it is one scope'],
    [{ secret: 'x' }, 'Unrecognized key'],
  ])('with %j is refused, naming the field', (changes, problem) => {
    expect(() => parse(changes)).toThrow(`cloud.json does not describe a cloud: ${problem}`);
  });

  it('that is not JSON is refused', () => {
    expect(() => parseCloudFile('name = gateway', 'cloud.json')).toThrow(/it is not JSON/);
  });
});

it('finds a cloud by its name in any letter case', () => {
  expect(cloudNamed('USGovernment', builtInClouds)?.queryEndpoint).toBe('https://api.loganalytics.us');
  expect(cloudNamed('germany', builtInClouds)).toBeUndefined();
});

describe('a cluster', () => {
  it.each([
    ['public', 'https://logs.westeurope.kusto.windows.net', true],
    ['Public', 'https://trd-1.z0.kusto.fabric.microsoft.com', true],
    ['usGovernment', 'https://logs.usgovvirginia.kusto.usgovcloudapi.net', true],
    ['china', 'https://logs.chinanorth3.kusto.chinacloudapi.cn', true],
    ['china', 'https://logs.westeurope.kusto.windows.net', false],
    ['public', 'https://kusto.windows.net', false],
    ['public', 'https://logs.kusto.windows.net.elsewhere.example', false],
    ['public', 'https://elsewhere.example/.kusto.windows.net', false],
    ['public', 'https://elsewhere.example#.kusto.windows.net', false],
    ['public', 'https://me@logs.kusto.windows.net', false],
    ['public', 'http://logs.kusto.windows.net', false],
    ['public', 'https://logs.kusto.windows.net:8443', false],
    ['public', 'https://localhost', false],
    ['Plant gateway', 'https://kusto.plant.example', true],
    ['Plant gateway', 'https://logs.westeurope.kusto.windows.net', false],
  ])('of the cloud %s: %s (%s)', (name, address, expected) => {
    const cloud = cloudNamed(name, builtInClouds) ?? parse({ clusters: ['https://kusto.plant.example/'] });
    expect(hasCluster({ ...cloud, name }, address)).toBe(expected);
    expect(hasScope({ ...cloud, name }, `${address}/.default`)).toBe(expected);
  });

  it('is beside the two scopes of each cloud', () => {
    const cloud = parse({});
    expect([cloud.queryScope, cloud.armScope, 'api://other/.default'].map((scope) => hasScope(cloud, scope))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
