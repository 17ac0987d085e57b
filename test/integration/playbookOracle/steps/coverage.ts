import { answer, byColumn, type Expected } from '../answer.ts';
import { count, greatest, groupBy, least, setOf } from '../grouping.ts';
import { type Bindings, ofDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export const coverage = (workspace: Workspace, bindings: Bindings): Expected =>
  answer(
    'RawEventName:string, RawEventCategory:string, RawEventType:string, Rows:long, FirstSeen:datetime, LastSeen:datetime, LastIngested:datetime, EmptySnapshots:long, AgentVersions:dynamic, SilentFor:timespan',
    groupBy(ofDevice(workspace, bindings), (event) => [
      event.RawEventName,
      event.RawEventCategory,
      event.RawEventType,
    ]).map(({ key, rows }) => {
      const lastIngested = greatest(rows.map(({ TimeGenerated }) => TimeGenerated));
      return [
        ...key,
        count(rows),
        least(rows.map(({ TimeStamp }) => TimeStamp)),
        greatest(rows.map(({ TimeStamp }) => TimeStamp)),
        lastIngested,
        count(rows.filter(({ IsEmpty }) => IsEmpty === true)),
        setOf(
          rows.map(({ AgentVersion }) => AgentVersion),
          20,
        ),
        lastIngested === null ? null : bindings.until - lastIngested,
      ];
    }),
    [byColumn(2, 'asc'), byColumn(0, 'asc')],
  );
