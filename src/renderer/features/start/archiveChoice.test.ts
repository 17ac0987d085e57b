import { expect, test } from 'vitest';
import { archiveRef, checkArchive } from './archiveChoice.ts';

const identity = { cloud: 'public', tenant: 't', account: null };
const cluster = 'https://archive.westeurope.kusto.windows.net';

test('an archive is refused field by field until both name something', () => {
  expect(Object.keys(checkArchive({ cluster: '', database: ' ' }))).toEqual(['cluster', 'database']);
  expect(checkArchive({ cluster: 'archive', database: 'iotlogs' }).cluster).toContain('no address of a cluster');
  expect(checkArchive({ cluster, database: "iot'logs" }).database).toContain('Give the name');
  expect(checkArchive({ cluster, database: 'iotlogs' })).toEqual({});
  expect(archiveRef(identity, { cluster: 'http://archive', database: 'iotlogs' })).toBeUndefined();
  expect(archiveRef(identity, { cluster, database: '' })).toBeUndefined();
});

test('the source names the cluster by its origin and the database without what is around it', () => {
  expect(archiveRef(identity, { cluster: ` ${cluster}/ `, database: ' iotlogs ' })).toEqual({
    kind: 'database',
    ...identity,
    cluster,
    database: 'iotlogs',
    waitSeconds: 180,
  });
});
