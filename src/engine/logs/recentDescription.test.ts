import { expect, test } from 'vitest';
import type { SourceDescription } from '../../shared/contract/index.ts';
import { rememberDescription } from './recentDescription.ts';

const { signal } = new AbortController();

test('a description is taken as known for a minute, and asked for afresh by who wants it so', async () => {
  let time = 0;
  let asked = 0;
  const ask = async (): Promise<SourceDescription> => {
    asked += 1;
    return { source: { kind: 'local', folder: '' }, label: String(asked), tables: [], skippedFiles: [] };
  };
  const { describe, recentDescription } = rememberDescription(ask, () => time);
  expect((await recentDescription(signal)).label).toBe('1');
  time = 59_999;
  expect((await recentDescription(signal)).label).toBe('1');
  expect((await describe(signal)).label).toBe('2');
  expect((await recentDescription(signal)).label).toBe('2');
  time = 120_000;
  expect((await recentDescription(signal)).label).toBe('3');
});

test('a failure is not remembered', async () => {
  let fails = true;
  const ask = async (): Promise<SourceDescription> => {
    if (fails) throw new Error('away');
    return { source: { kind: 'local', folder: '' }, label: 'here', tables: [], skippedFiles: [] };
  };
  const { recentDescription } = rememberDescription(ask);
  await expect(recentDescription(signal)).rejects.toThrow('away');
  fails = false;
  expect((await recentDescription(signal)).label).toBe('here');
});
