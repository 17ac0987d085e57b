import { answer, byColumn, type Expected } from '../answer.ts';
import { greatest, groupBy, least } from '../grouping.ts';
import { at, toBool, toInt, toText } from '../json.ts';
import { and, equal } from '../logic.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export function firewall(workspace: Workspace, bindings: Bindings): Expected {
  const rules = parsedOfDevice(workspace, bindings, 'FirewallConfiguration').map(({ event, d, time }) => ({
    time,
    empty: event.IsEmpty,
    chain: toText(at(d, 'ChainName')),
    direction: toText(at(d, 'Direction')),
    priority: toInt(at(d, 'Priority')),
    action: toText(at(d, 'Action')),
    enabled: toBool(at(d, 'Enabled')),
    protocol: toText(at(d, 'Protocol')),
    source: toText(at(d, 'SourceAddress')),
    sourcePort: toText(at(d, 'SourcePort')),
    destination: toText(at(d, 'DestinationAddress')),
    destinationPort: toText(at(d, 'DestinationPort')),
    application: toText(at(d, 'Application')),
    rule: toText(at(d, 'ExtraDetails', 'Rule Name')),
  }));
  const newest = greatest(rules.map(({ time }) => time));
  const keyed = groupBy(rules, ({ time: _, ...key }) => Object.values(key));
  return answer(
    'IsEmpty:bool, Chain:string, Direction:string, Priority:int, Action:string, Enabled:bool, Protocol:string, Source:string, SourcePort:string, Destination:string, DestinationPort:string, Application:string, Rule:string, FirstObserved:datetime, LastObserved:datetime, Current:bool, Wide:bool',
    keyed.map(({ key, rows }) => {
      const last = greatest(rows.map(({ time }) => time));
      const { action, enabled, source, destinationPort } = rows[0] ?? {};
      const fromAnywhere = ['', '*', '0.0.0.0/0', '::/0'].includes(source ?? '');
      const toAnyPort = destinationPort === '' || destinationPort === '*';
      return [
        ...key,
        least(rows.map(({ time }) => time)),
        last,
        equal(last, newest),
        and(action === 'Allow', enabled ?? null, fromAnywhere, toAnyPort),
      ];
    }),
    [byColumn(15, 'desc'), byColumn(16, 'desc'), byColumn(1, 'asc'), byColumn(3, 'asc')],
  );
}
