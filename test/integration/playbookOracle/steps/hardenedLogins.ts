import { answer, byColumn, type Expected } from '../answer.ts';
import { count, distinctCount, greatest, groupBy, least, setOf } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { sameText, startsWithText } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

function originOf(address: string): string {
  if (['', '-', '?'].includes(address)) return 'local';
  return startsWithText(address, '127.') || ['::1', '0.0.0.0'].includes(address) ? 'loopback' : 'remote';
}

function outcomeOf(result: string, operation: string): string {
  if (sameText(result, 'Success')) return 'success';
  if (sameText(result, 'Fail') || operation === 'LoginFailed') return 'failure';
  if (operation === 'Logout') return 'logout';
  return result === '' && operation === 'Login' ? 'success' : 'not stated';
}

export function hardenedLogins(workspace: Workspace, bindings: Bindings): Expected {
  const rows = parsedOfDevice(workspace, bindings, 'Login')
    .filter(({ event }) => event.IsEmpty === false)
    .map(({ d, time }) => ({
      time,
      user: toText(at(d, 'UserName')),
      handler: toText(at(d, 'Executable')),
      address: toText(at(d, 'RemoteAddress')),
      outcome: outcomeOf(toText(at(d, 'Result')), toText(at(d, 'Operation'))),
    }));
  return answer(
    'UserName:string, UnknownAccount:bool, Outcome:string, Origin:string, LoginHandler:string, Rows:long, FirstObserved:datetime, LastObserved:datetime, AddressCount:long, RemoteAddresses:dynamic',
    groupBy(rows, ({ user, outcome, address, handler }) => [
      user,
      ['(invalid user)', '(unknown user)'].includes(user),
      outcome,
      originOf(address),
      handler,
    ]).map((group) => {
      const addresses = group.rows.map(({ address }) => address);
      return [
        ...group.key,
        count(group.rows),
        least(group.rows.map(({ time }) => time)),
        greatest(group.rows.map(({ time }) => time)),
        distinctCount(addresses),
        setOf(addresses, 1024),
      ];
    }),
    [byColumn(6, 'asc')],
  );
}
