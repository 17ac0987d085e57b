import { expect, test } from 'vitest';
import { eventNames } from './bridge.ts';
import { events } from './contract/index.ts';

test('the preload knows every event of the contract and no other', () => {
  expect([...eventNames].sort()).toEqual(Object.keys(events).sort());
});
