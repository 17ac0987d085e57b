import { answer, byColumn, type Expected } from '../answer.ts';
import { distinctCount, greatest, groupBy, least } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { equal } from '../logic.ts';
import { byCode } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export function hardenedUsers(workspace: Workspace, bindings: Bindings): Expected {
  const users = parsedOfDevice(workspace, bindings, 'LocalUsers')
    .filter(({ event }) => event.IsEmpty === false)
    .map(({ d, time }) => ({
      time,
      name: toText(at(d, 'UserName')),
      id: toText(at(d, 'UserId')),
      groups: toText(at(d, 'GroupNames')).replaceAll(',', ';').split(';').sort(byCode).join(';'),
    }));
  const newest = greatest(users.map(({ time }) => time));
  return answer(
    'UserName:string, UserId:string, GroupNames:string, FirstObserved:datetime, LastObserved:datetime, Snapshots:long, InNewestSnapshot:bool',
    groupBy(users, ({ name, id, groups }) => [name, id, groups]).map(({ key, rows }) => {
      const times = rows.map(({ time }) => time);
      const last = greatest(times);
      return [...key, least(times), last, distinctCount(times), equal(last, newest)];
    }),
    [byColumn(6, 'desc'), byColumn(0, 'asc'), byColumn(3, 'asc')],
  );
}
