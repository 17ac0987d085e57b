import { byColumn, columns, type Expected } from '../answer.ts';
import { argMax, groupBy } from '../grouping.ts';
import { at, toLong, toText } from '../json.ts';
import { atMost } from '../logic.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export function processTree(workspace: Workspace, bindings: Bindings): Expected {
  const processes = parsedOfDevice(workspace, bindings, 'ProcessCreate')
    .map(({ d, time }) => ({
      time,
      id: toLong(at(d, 'ProcessId')),
      parentId: toLong(at(d, 'ParentProcessId')),
      executable: toText(at(d, 'Executable')),
      commandLine: toText(at(d, 'CommandLine')),
      user: toText(at(d, 'UserId')),
    }))
    .filter(({ id }) => id !== null && id > 0n);
  const owners = Map.groupBy(processes, ({ id }) => id);
  const placed = groupBy(processes, ({ time, id, parentId, executable, commandLine, user }) => [
    time,
    id,
    parentId,
    executable,
    commandLine,
    user,
  ]).map(({ key, rows: [process] }) => {
    const earlier = (process ? (owners.get(process.parentId) ?? []) : []).filter(
      (owner) => atMost(owner.time, process?.time ?? null) === true,
    );
    const parents = argMax(earlier, ({ time }) => time);
    return parents.length === 0
      ? [[...key, null, '', '']]
      : parents.map((parent) => [...key, parent.time, parent.executable, parent.commandLine]);
  });
  return {
    columns: columns(
      'EventTime:datetime, ProcessId:long, ParentProcessId:long, Executable:string, CommandLine:string, UserId:string, ParentTime:datetime, ParentExecutable:string, ParentCommandLine:string',
    ),
    rows: placed,
    order: [byColumn(0, 'asc')],
  };
}
