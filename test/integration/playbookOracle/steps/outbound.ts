import { answer, byColumn, type Expected } from '../answer.ts';
import { greatest, groupBy, least, setOf, sum } from '../grouping.ts';
import { isPrivateIpv4 } from '../ipv4.ts';
import { containsText, startsWithText } from '../strings.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { connections } from './connections.ts';

function scope(address: string): string {
  if (isPrivateIpv4(address) === true) return 'private';
  if (startsWithText(address, '127.') || address === '::1') return 'loopback';
  if (containsText(address, ':')) return 'IPv6';
  return address === '' ? 'unknown' : 'internet';
}

export const outbound = (workspace: Workspace, bindings: Bindings): Expected =>
  answer(
    'Scope:string, RemoteAddress:string, RemotePort:string, Protocol:string, Connections:long, FirstObserved:datetime, LastObserved:datetime, Executables:dynamic, UserIds:dynamic, CommandLines:dynamic',
    groupBy(connections(workspace, bindings, 'Out'), ({ remoteAddress, remotePort, protocol }) => [
      scope(remoteAddress),
      remoteAddress,
      remotePort,
      protocol,
    ]).map(({ key, rows }) => [
      ...key,
      sum(rows.map(({ hits }) => hits)),
      least(rows.map(({ time }) => time)),
      greatest(rows.map(({ time }) => time)),
      setOf(
        rows.map(({ executable }) => executable),
        50,
      ),
      setOf(
        rows.map(({ user }) => user),
        20,
      ),
      setOf(
        rows.map(({ commandLine }) => commandLine),
        100,
      ),
    ]),
    [byColumn(0, 'asc'), byColumn(4, 'desc')],
  );
