import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { casePathIn, caseToOpen } from './caseToOpen.ts';

test('a command line names a case by its extension, from its own folder', () => {
  expect(casePathIn(['casebook', '--flag=x.casefile', 'pump.CASEFILE'], '/cases')).toBe(
    resolve('/cases', 'pump.CASEFILE'),
  );
  expect(casePathIn(['casebook', resolve('/a/b.casefile')], '/cases')).toBe(resolve('/a/b.casefile'));
  expect(casePathIn(['b.casefile', '.', 'notes.txt'], '/cases')).toBeNull();
});

test('the page is told, and takes a path once', () => {
  let told = 0;
  const requests = caseToOpen('/first.casefile', () => {
    told += 1;
  });
  expect(requests.take()).toBe('/first.casefile');
  expect(requests.take()).toBeNull();
  requests.ask('/second.casefile');
  expect(told).toBe(1);
  expect(requests.take()).toBe('/second.casefile');
});
