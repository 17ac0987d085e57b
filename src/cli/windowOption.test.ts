import { describe, expect, it } from 'vitest';
import { readWindow } from './windowOption.ts';

describe('readWindow', () => {
  it('reads days and times as UTC', () => {
    expect(readWindow({})).toBeUndefined();
    expect(readWindow({ from: '2019-04-18', to: '2019-04-18 12:00' })).toEqual({
      from: '2019-04-18T00:00:00Z',
      to: '2019-04-18T12:00:00Z',
    });
    expect(readWindow({ from: '2019-04-18T12:00:00.1234567Z', to: '2019-04-19T00:00:01Z' })).toEqual({
      from: '2019-04-18T12:00:00.1234567Z',
      to: '2019-04-19T00:00:01Z',
    });
  });

  it.each([
    [{ from: '2019-04-18' }, 'give both, or neither'],
    [{ from: '2019-04-31', to: '2019-05-01' }, '--from "2019-04-31" is not a UTC time'],
    [{ from: '2019-04-18', to: 'tomorrow' }, '--to "tomorrow" is not a UTC time'],
    [{ from: '2019-04-18', to: '2019-04-18T12:00+02:00' }, 'is not a UTC time'],
    [{ from: '2019-04-18', to: '2019-04-18' }, 'is not before'],
  ])('refuses %j', (options, message) => {
    expect(() => readWindow(options)).toThrow(message);
  });
});
