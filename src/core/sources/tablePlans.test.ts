import { expect, test } from 'vitest';
import { limitedTablesText } from './tablePlans.ts';

test('names the tables on a limited plan, and no others', () => {
  const tables = [
    { name: 'SecurityAlert', plan: 'Analytics' },
    { name: 'SecurityRecommendation', plan: null },
    { name: 'SecurityIoTRawEvent', plan: 'Basic' },
    { name: 'DefenderIoTRawEvent', plan: 'Auxiliary' },
  ];
  expect(limitedTablesText(tables)).toBe('SecurityIoTRawEvent (Basic), DefenderIoTRawEvent (Auxiliary)');
  expect(limitedTablesText(tables.slice(0, 2))).toBeUndefined();
  expect(limitedTablesText([{ name: 'SecurityAlert', plan: 'analytics' }])).toBeUndefined();
});
