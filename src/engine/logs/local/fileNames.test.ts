import { describe, expect, it } from 'vitest';
import { fileKind, tableOfFolder, tableOfStem } from './fileNames.ts';

describe('fileKind', () => {
  it.each([
    ['SecurityAlert.csv', 'SecurityAlert', 'csv', false],
    ['SecurityAlert.CSV.GZ', 'SecurityAlert', 'csv', true],
    ['a.b.ndjson', 'a.b', 'lines', false],
    ['T.jsonl.gz', 'T', 'lines', true],
    ['T.json', 'T', 'json', false],
    ['T.parquet', 'T', 'parquet', false],
  ])('%s', (name, stem, format, gzip) => {
    expect(fileKind(name)).toEqual({ stem, format, gzip });
  });

  it.each(['T', 'T.txt', 'T.gz', '.csv', 'T.csv.zip', 'T.csv.bak'])('is none for %s', (name) => {
    expect(fileKind(name)).toBeUndefined();
  });
});

describe('tableOfStem', () => {
  it.each([
    ['securityalert', 'SecurityAlert'],
    ['SecurityAlert-1', 'SecurityAlert'],
    ['SecurityAlert_2019-04', 'SecurityAlert'],
    ['SecurityAlert_12', 'SecurityAlert'],
    ['LinuxAudit_CL (2)', 'LinuxAudit_CL'],
    ['LinuxAudit_CL_3', 'LinuxAudit_CL'],
    ['LinuxAudit_CL-array', 'LinuxAudit_CL'],
    ['Office365_2', 'Office365_2'],
    ['Mine_2019-04-01', 'Mine'],
    ['T1', 'T1'],
  ])('%s names %s', (stem, table) => {
    expect(tableOfStem(stem)).toBe(table);
  });

  it.each(['1st', '-', 'é', ''])('is none for “%s”', (stem) => {
    expect(tableOfStem(stem)).toBeUndefined();
  });
});

it('takes a sub-folder, or a container of a continuous export, for a table', () => {
  expect(tableOfFolder('am-securityiotrawevent')).toBe('SecurityIoTRawEvent');
  expect(tableOfFolder('SecurityAlert')).toBe('SecurityAlert');
  expect(tableOfFolder('two words')).toBeUndefined();
  expect(tableOfFolder('2019')).toBeUndefined();
});
