import { answer, byColumn, type Expected } from '../answer.ts';
import { distinctCount, greatest, groupBy, least, setOf, sum } from '../grouping.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { connections } from './connections.ts';

export const inbound = (workspace: Workspace, bindings: Bindings): Expected =>
  answer(
    'Executable:string, LocalPort:string, Connections:long, FirstObserved:datetime, LastObserved:datetime, PeerCount:long, Peers:dynamic',
    groupBy(connections(workspace, bindings, 'In'), ({ executable, localPort }) => [executable, localPort]).map(
      ({ key, rows }) => {
        const peers = rows.map(({ remoteAddress }) => remoteAddress);
        return [
          ...key,
          sum(rows.map(({ hits }) => hits)),
          least(rows.map(({ time }) => time)),
          greatest(rows.map(({ time }) => time)),
          distinctCount(peers),
          setOf(peers, 200),
        ];
      },
    ),
    [byColumn(2, 'desc')],
  );
