import { describe, expect, it } from 'vitest';
import { checkDeviceId, checkHubName } from './identifiers.ts';

describe('checkDeviceId', () => {
  it.each(['pump-07', "o'brien(1)", 'a', 'x'.repeat(128), "-:.+%_#*?!(),=@;$'"])('takes %s', (id) => {
    expect(checkDeviceId(id)).toEqual({ ok: true, value: id });
  });

  it.each(['', 'a b', 'a"b', 'a\\b', 'a/b', 'x'.repeat(129), 'pumpe-ä', 'a\n', 'a\u0000'])('refuses %j', (id) => {
    const checked = checkDeviceId(id);
    expect(!checked.ok && checked.reason).toContain('1 to 128 ASCII letters');
  });
});

describe('checkHubName', () => {
  it.each([
    ['plant', 'plant'],
    ['Plant-2', 'Plant-2'],
    ['plant.azure-devices.net', 'plant'],
    [' PLANT.Azure-Devices.US ', 'PLANT'],
    ['plant.azure-devices.cn', 'plant'],
  ])('takes %s as %s', (text, name) => {
    expect(checkHubName(text)).toEqual({ ok: true, value: name });
  });

  it.each(['', 'ab', 'plant-', '-plant', 'plant.example.net', 'pl ant', 'x'.repeat(51), 'plant"'])(
    'refuses %j',
    (text) => {
      const checked = checkHubName(text);
      expect(!checked.ok && checked.reason).toContain('3 to 50');
    },
  );
});
