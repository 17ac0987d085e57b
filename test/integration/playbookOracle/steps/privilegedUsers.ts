import { answer, byColumn, type Expected } from '../answer.ts';
import { greatest, groupBy, least, setOf } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { equal } from '../logic.ts';
import { inTexts } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

const privileged = [
  'root',
  'sudo',
  'wheel',
  'admin',
  'adm',
  'docker',
  'lxd',
  'disk',
  'shadow',
  'Administrators',
  'Remote Desktop Users',
];

export function privilegedUsers(workspace: Workspace, bindings: Bindings): Expected {
  const users = parsedOfDevice(workspace, bindings, 'LocalUsers').map(({ d, time }) => ({
    time,
    name: toText(at(d, 'UserName')),
    id: toText(at(d, 'UserId')),
    groups: toText(at(d, 'GroupNames')),
  }));
  const newest = greatest(users.map(({ time }) => time));
  const memberships = users.flatMap((user) =>
    user.groups
      .replaceAll(',', ';')
      .split(';')
      .map((group) => ({ ...user, group, privileged: inTexts(group, privileged) || user.id === '0' })),
  );
  return answer(
    'UserName:string, UserId:string, FirstObserved:datetime, LastObserved:datetime, Groups:dynamic, PrivilegedGroups:dynamic, PresentInLatestSnapshot:bool',
    groupBy(memberships, ({ name, id }) => [name, id])
      .filter(({ rows }) => rows.some((row) => row.privileged))
      .map(({ key, rows }) => {
        const last = greatest(rows.map(({ time }) => time));
        return [
          ...key,
          least(rows.map(({ time }) => time)),
          last,
          setOf(
            rows.map(({ group }) => group),
            100,
          ),
          setOf(
            rows.filter((row) => row.privileged).map(({ group }) => group),
            50,
          ),
          equal(last, newest),
        ];
      }),
    [byColumn(2, 'desc')],
  );
}
