import { answer, byColumn, type Expected } from '../answer.ts';
import { count, greatest, groupBy, least } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

const properties = ['OSName', 'OSVersion', 'OsArchitecture', 'HostName', 'BIOSVersion', 'BootDevice'];

export const systemDrift = (workspace: Workspace, bindings: Bindings): Expected =>
  answer(
    'OSName:string, OSVersion:string, Architecture:string, HostName:string, BIOSVersion:string, BootDevice:string, AgentVersion:string, FirstObserved:datetime, LastObserved:datetime, Snapshots:long',
    groupBy(parsedOfDevice(workspace, bindings, 'SystemInformation'), ({ d, event }) => [
      ...properties.map((property) => toText(at(d, property))),
      event.AgentVersion,
    ]).map(({ key, rows }) => [
      ...key,
      least(rows.map(({ event }) => event.TimeStamp)),
      greatest(rows.map(({ event }) => event.TimeStamp)),
      count(rows),
    ]),
    [byColumn(7, 'asc')],
  );
