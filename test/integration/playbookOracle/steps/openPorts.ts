import { answer, type Expected } from '../answer.ts';
import { greatest, groupBy, least, oldSetOf } from '../grouping.ts';
import { extracted, toInstant, toInt, toText } from '../json.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { guideEvents } from './guide.ts';

export function openPorts(workspace: Workspace, bindings: Bindings): Expected {
  const sockets = guideEvents(workspace, bindings, 'ListeningPorts')
    .map(({ EventDetails }) => ({
      time: toInstant(extracted(EventDetails, 'TimestampLocal')),
      protocol: toText(extracted(EventDetails, 'Protocol')),
      port: toInt(extracted(EventDetails, 'LocalPort')),
      remoteAddress: toText(extracted(EventDetails, 'RemoteAddress')),
      remotePort: toText(extracted(EventDetails, 'RemotePort')),
    }))
    .filter(({ port }) => port !== null && port <= 1024n);
  return answer(
    'Protocol:string, LocalPort:int, MinObservedTime:datetime, MaxObservedTime:datetime, AllowedRemoteIPAddress:dynamic, AllowedRemotePort:dynamic',
    groupBy(sockets, ({ protocol, port }) => [protocol, port]).map(({ key, rows }) => [
      ...key,
      least(rows.map(({ time }) => time)),
      greatest(rows.map(({ time }) => time)),
      oldSetOf(rows.map(({ remoteAddress }) => remoteAddress)),
      oldSetOf(rows.map(({ remotePort }) => remotePort)),
    ]),
  );
}
