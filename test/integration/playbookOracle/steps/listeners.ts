import { answer, byColumn, type Expected } from '../answer.ts';
import { distinctCount, greatest, groupBy, least, setOf } from '../grouping.ts';
import { at, toInt, toText } from '../json.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { exposure } from './exposure.ts';

export function listeners(workspace: Workspace, bindings: Bindings): Expected {
  const sockets = parsedOfDevice(workspace, bindings, 'ListeningPorts')
    .map(({ d, time }) => ({
      time,
      protocol: toText(at(d, 'Protocol')).toLowerCase(),
      address: toText(at(d, 'LocalAddress')),
      port: toText(at(d, 'LocalPort')),
      remotePort: toText(at(d, 'RemotePort')),
      pid: toText(at(d, 'ExtraDetails', 'Pid')),
    }))
    .filter(({ remotePort }) => ['*', '0', ''].includes(remotePort));
  return answer(
    'Exposure:string, Protocol:string, LocalAddress:string, LocalPort:string, FirstObserved:datetime, LastObserved:datetime, Snapshots:long, Pids:dynamic',
    groupBy(sockets, ({ protocol, address, port }) => [exposure(address, protocol), protocol, address, port]).map(
      ({ key, rows }) => {
        const times = rows.map(({ time }) => time);
        return [
          ...key,
          least(times),
          greatest(times),
          distinctCount(times),
          setOf(
            rows.map(({ pid }) => pid),
            50,
          ),
        ];
      },
    ),
    [byColumn(0, 'asc'), { of: (row) => toInt(row[3]), descending: false }],
  );
}
