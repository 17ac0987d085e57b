import { describe, expect, it } from 'vitest';
import { conversionAudits, judgeConversions } from './conversions.ts';

const column = (name: string, type = 'string') => ({ name, type });
const tables = [
  {
    name: 'SecurityIoTRawEvent',
    columns: ['DeviceId', 'AssociatedResourceId', 'RawEventName', 'EventDetails'].map((name) => column(name)),
  },
  { name: 'DefenderIoTRawEvent', columns: [column('EventDetails', 'dynamic')] },
];
const audit = (kql: string) => conversionAudits(kql, tables, { device: 'pump "7"', hub: 'plant' });

describe('conversionAudits', () => {
  it('counts texts that are no JSON and members that do not convert, on the rows that the query reads', () => {
    const [found, ...others] = audit(`let device = "x";
SecurityIoTRawEvent // todatetime(d.NotCode)
| where DeviceId == device and AssociatedResourceId endswith strcat("/iothubs/", hub)
    and RawEventName == "Login"
| extend d=parse_json(EventDetails)
| project T=coalesce(todatetime(d.TimestampUTC), TimeStamp), H=toint(tostring(d.ExtraDetails.HitCount)), K=case(RawEventName == "Other", 1, 2)`);
    expect(others).toEqual([]);
    expect(found?.checks).toEqual([
      'EventDetails is no JSON',
      'TimestampUTC is no datetime',
      'ExtraDetails.HitCount is no int',
    ]);
    expect(found?.kql).toContain(
      'SecurityIoTRawEvent\n| where DeviceId == "pump \\"7\\"" and AssociatedResourceId contains "plant" and RawEventName in ("Login")\n| extend Parsed_EventDetails=parse_json(EventDetails)\n| summarize',
    );
    expect(found?.kql).toContain(
      'c2=countif(isnotempty(tostring(Parsed_EventDetails["ExtraDetails"]["HitCount"])) and isnull(toint(tostring(Parsed_EventDetails["ExtraDetails"]["HitCount"]))))',
    );
  });

  it('knows the guide’s extractjson, and leaves texts taken as text alone', () => {
    const [found] = audit(
      'SecurityIoTRawEvent | project extractjson("$.LocalPort", EventDetails, typeof(int)), extractjson("$.UserName", EventDetails, typeof(string))',
    );
    expect(found?.checks).toEqual(['EventDetails is no JSON', 'LocalPort is no int']);
  });

  it('has nothing to count where nothing is converted, and where the column is parsed already', () => {
    expect(audit('SecurityIoTRawEvent | count')).toEqual([]);
    expect(audit('DefenderIoTRawEvent | extend d=parse_json(EventDetails)')).toEqual([]);
  });
});

describe('judgeConversions', () => {
  it('tells how many of what, and nothing of zeros', () => {
    expect(judgeConversions([{ text: 'a', count: 0 }])).toBeUndefined();
    expect(
      judgeConversions([
        { text: 'LocalPort is no int', count: 4 },
        { text: 'b', count: 0 },
      ]),
    ).toMatchObject({ kind: 'unreadableValues', text: expect.stringMatching(/^LocalPort is no int in 4 cells\. /) });
  });
});
