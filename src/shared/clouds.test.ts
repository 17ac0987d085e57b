import { describe, expect, it } from 'vitest';
import { builtInClouds, cloudNamed, parseCloudFile } from './clouds.ts';

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
