import { answer, type Expected } from '../answer.ts';
import { count, greatest, groupBy, least, oldSetOf } from '../grouping.ts';
import { extracted, toInstant, toText } from '../json.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { guideEvents } from './guide.ts';

export function processList(workspace: Workspace, bindings: Bindings): Expected {
  const users = groupBy(guideEvents(workspace, bindings, 'LocalUsers'), ({ EventDetails }) => [
    toText(extracted(EventDetails, 'UserId')),
    toText(extracted(EventDetails, 'UserName')),
  ]).map(({ key: [id, name] }) => ({ id, name }));
  const runs = guideEvents(workspace, bindings, 'ProcessCreate').flatMap(({ EventDetails }) => {
    const id = toText(extracted(EventDetails, 'UserId'));
    const names = users.filter((user) => user.id === id).map(({ name }) => name);
    return (names.length === 0 ? [''] : names).map((name) => ({
      time: toInstant(extracted(EventDetails, 'TimestampLocal')),
      executable: toText(extracted(EventDetails, 'Executable')),
      commandLine: toText(extracted(EventDetails, 'CommandLine')),
      user: `Id:${id}, Name:${name}`,
    }));
  });
  return answer(
    'Executable:string, CntExecutions:long, MinObservedTime:datetime, MaxObservedTime:datetime, ExecutingUsers:dynamic, ExecutionCommandLines:dynamic',
    groupBy(runs, ({ executable }) => [executable]).map(({ key, rows }) => [
      ...key,
      count(rows),
      least(rows.map(({ time }) => time)),
      greatest(rows.map(({ time }) => time)),
      oldSetOf(rows.map(({ user }) => user)),
      oldSetOf(rows.map(({ commandLine }) => commandLine)),
    ]),
  );
}
