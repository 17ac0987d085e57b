import { answer, byColumn, type Expected } from '../answer.ts';
import { count, greatest, groupBy, least } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { firstText } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export const hardware = (workspace: Workspace, bindings: Bindings): Expected =>
  answer(
    'Hardware:string, Category:string, FirstObserved:datetime, LastObserved:datetime, Snapshots:long',
    groupBy(parsedOfDevice(workspace, bindings, 'ConnectedHardware'), ({ d }) => [
      firstText(toText(at(d, 'ConnectedHardware')), toText(at(d, 'HardwareName'))),
      toText(at(d, 'HardwareCategory')),
    ]).map(({ key, rows }) => [
      ...key,
      least(rows.map(({ event }) => event.TimeStamp)),
      greatest(rows.map(({ event }) => event.TimeStamp)),
      count(rows),
    ]),
    [byColumn(2, 'desc')],
  );
