import { expect, it } from 'vitest';
import { drillDownQuery } from './drillDown.ts';

const rule = {
  filter: 'RawEventName == "Login"',
  keys: { User: 'tostring(d.UserName)', Port: 'tostring(d.Port)' },
  anyWhenEmpty: ['Port'],
};

it('asks for the events that agree with the row in every key column', () => {
  expect(drillDownQuery(rule, { User: 'a"b', Port: 22, Count: 7 })).toBe(
    'SecurityIoTRawEvent\n| serialize ExhibitRow=row_number()\n| extend d=parse_json(EventDetails)\n| where RawEventName == "Login"\n| where tostring(tostring(d.UserName)) == "a\\"b"\n| where tostring(tostring(d.Port)) == "22"\n| order by TimeGenerated asc, ExhibitRow asc\n| project ExhibitRow\n',
  );
});

it('compares an empty cell too, unless the rule says that it stands for any value', () => {
  const asked = drillDownQuery(rule, { User: null, Port: null });
  expect(asked).toContain('== ""');
  expect(asked).not.toContain('d.Port');
});

it('keeps to the part of the window that the summary was asked for, and to the numbers of all events', () => {
  const part = { from: '2026-03-01T00:00:00Z', to: '2026-03-05T00:00:00Z' };
  expect(drillDownQuery(rule, { User: 'a', Port: 22 }, part)).toContain(
    '| serialize ExhibitRow=row_number()\n| where TimeGenerated >= datetime(2026-03-01T00:00:00Z) and TimeGenerated < datetime(2026-03-05T00:00:00Z)\n',
  );
});
