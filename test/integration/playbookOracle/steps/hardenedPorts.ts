import { answer, byColumn, type Expected } from '../answer.ts';
import { distinctCount, greatest, groupBy, least, setOf } from '../grouping.ts';
import { at, toInt, toText } from '../json.ts';
import { equal } from '../logic.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { exposure } from './exposure.ts';

export function hardenedPorts(workspace: Workspace, bindings: Bindings): Expected {
  const sockets = parsedOfDevice(workspace, bindings, 'ListeningPorts')
    .filter(({ event }) => event.IsEmpty === false)
    .map(({ d, time }) => {
      const remotePort = toText(at(d, 'RemotePort'));
      return {
        time,
        protocol: toText(at(d, 'Protocol')).toLowerCase(),
        address: toText(at(d, 'LocalAddress')),
        port: toText(at(d, 'LocalPort')),
        remoteAddress: toText(at(d, 'RemoteAddress')),
        remotePort,
        listening: ['*', '0', ''].includes(remotePort),
      };
    });
  const newest = greatest(sockets.map(({ time }) => time));
  const listening = sockets.filter((socket) => socket.listening).map(({ protocol, port }) => `${protocol} ${port}`);
  const kindOf = (socket: (typeof sockets)[number]): string => {
    if (socket.listening) return 'listener';
    return listening.includes(`${socket.protocol} ${socket.port}`) ? 'connection to a listener' : 'other connection';
  };
  const groups = groupBy(sockets, (socket) => {
    const { address, protocol, port } = socket;
    const kind = kindOf(socket);
    return [kind, exposure(address, protocol), protocol, address, kind === 'other connection' ? '' : port];
  });
  return answer(
    'Kind:string, Exposure:string, Protocol:string, LocalAddress:string, LocalPort:string, FirstObserved:datetime, LastObserved:datetime, Snapshots:long, RemoteAddresses:dynamic, RemotePorts:dynamic, InNewestSnapshot:bool, HiddenByGuide:bool',
    groups.map(({ key, rows }) => {
      const times = rows.map(({ time }) => time);
      const last = greatest(times);
      const connected = rows.filter((row) => !row.listening);
      return [
        ...key,
        least(times),
        last,
        distinctCount(times),
        setOf(
          connected.map(({ remoteAddress }) => remoteAddress),
          1024,
        ),
        setOf(
          connected.map((row) => row.remotePort),
          1024,
        ),
        equal(last, newest),
        key[0] !== 'other connection' && (toInt(key[4]) ?? 65536n) > 1024n,
      ];
    }),
    [byColumn(0, 'desc'), byColumn(1, 'asc'), { of: (row) => toInt(row[4]), descending: false }],
  );
}
