import { answer, type Expected } from '../answer.ts';
import { groupBy, least } from '../grouping.ts';
import { extracted, toInstant, toText } from '../json.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { guideEvents } from './guide.ts';

export function localUsers(workspace: Workspace, bindings: Bindings): Expected {
  const users = guideEvents(workspace, bindings, 'LocalUsers').map(({ EventDetails }) => ({
    time: toInstant(extracted(EventDetails, 'TimestampLocal')),
    groups: toText(extracted(EventDetails, 'GroupNames')),
    name: toText(extracted(EventDetails, 'UserName')),
  }));
  return answer(
    'GroupNames:string, UserName:string, FirstObserved:datetime',
    groupBy(users, ({ groups, name }) => [groups, name]).map(({ key, rows }) => [
      ...key,
      least(rows.map(({ time }) => time)),
    ]),
  );
}
