import { expect, test } from 'vitest';
import { cacheFolder } from './cacheFolder.ts';

test('each platform has its own place for what can be made again, and a relative one is not taken', () => {
  expect(cacheFolder('darwin', {}, '/Users/ada')).toBe('/Users/ada/Library/Caches/Casebook');
  expect(cacheFolder('linux', {}, '/home/ada')).toBe('/home/ada/.cache/casebook');
  expect(cacheFolder('linux', { XDG_CACHE_HOME: '/cache' }, '/home/ada')).toBe('/cache/casebook');
  expect(cacheFolder('linux', { XDG_CACHE_HOME: 'cache' }, '/home/ada')).toBe('/home/ada/.cache/casebook');
  expect(cacheFolder('win32', { LOCALAPPDATA: '/local' }, '/home/ada')).toMatch(/^.local.Casebook.Cache$/);
});
