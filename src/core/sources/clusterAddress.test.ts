import { expect, test } from 'vitest';
import { clusterAddress } from './clusterAddress.ts';

test.each([
  ['https://logs.westeurope.kusto.windows.net', 'https://logs.westeurope.kusto.windows.net'],
  ['https://Logs.WestEurope.kusto.windows.net/', 'https://logs.westeurope.kusto.windows.net'],
  ['https://localhost:8443/', 'https://localhost:8443'],
  ['http://logs.kusto.windows.net', undefined],
  ['logs.kusto.windows.net', undefined],
  ['https://logs.kusto.windows.net/iotlogs', undefined],
  ['https://me@logs.kusto.windows.net', undefined],
  ['https://logs.kusto.windows.net?x', undefined],
  ['', undefined],
])('%s is the cluster %s', (given, address) => {
  expect(clusterAddress(given)).toBe(address);
});
