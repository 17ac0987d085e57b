import { answer, byColumn, type Expected } from '../answer.ts';
import { argMax, count, distinctCount, greatest, groupBy, least, setOf, sum } from '../grouping.ts';
import { at, toInstant, toInt, toLong, toText } from '../json.ts';
import { firstText, sameText } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import { Undecided } from '../undecided.ts';
import type { Workspace } from '../workspace.ts';
import { processes } from './processes.ts';

/** The newest name of each account, by its id. */
function namesById(workspace: Workspace, bindings: Bindings): Map<string, string> {
  const users = parsedOfDevice(workspace, bindings, 'LocalUsers')
    .filter(({ event }) => event.IsEmpty === false)
    .map(({ d, time }) => ({ time, id: toText(at(d, 'UserId')), name: toText(at(d, 'UserName')) }))
    .filter(({ id }) => id !== '');
  return new Map(
    [...Map.groupBy(users, ({ id }) => id)].map(([id, rows]) => {
      const [name = '', another] = new Set(argMax(rows, ({ time }) => time).map((user) => user.name));
      if (another !== undefined) throw new Undecided(`the name of account ${id}: ${name} or ${another}`);
      return [id, name];
    }),
  );
}

export function hardenedProcesses(workspace: Workspace, bindings: Bindings): Expected {
  const names = namesById(workspace, bindings);
  const runs = processes(workspace, bindings)
    .filter(({ event, d }) => event.IsEmpty === false && !sameText(toText(at(d, 'EventType')), 'EXIT'))
    .map(({ d, time, commandLine, executable, user }) => ({
      time,
      commandLine,
      notBefore: toInstant(at(d, 'ExtraDetails', 'StartTimeUtc')) ?? time,
      hits: toInt(toText(at(d, 'ExtraDetails', 'HitCount'))) ?? toInt(toText(at(d, 'HitCount'))) ?? 1n,
      aggregated: toLong(at(d, 'ProcessId')) === 0n,
      program: executable === '' ? (commandLine.split(' ')[0] ?? '') : executable,
      user: `Id:${firstText(user, 'unknown')}, Name:${firstText(toText(at(d, 'UserName')), names.get(user) ?? '', 'unknown')}`,
    }));
  return answer(
    'Executable:string, Executions:long, Rows:long, AggregatedRows:long, NotBefore:datetime, FirstObserved:datetime, LastObserved:datetime, CommandLineCount:long, Users:dynamic, CommandLines:dynamic',
    groupBy(runs, ({ program }) => [program]).map(({ key, rows }) => {
      const commandLines = rows.map(({ commandLine }) => commandLine);
      return [
        ...key,
        sum(rows.map(({ hits }) => hits)),
        count(rows),
        count(rows.filter(({ aggregated }) => aggregated)),
        least(rows.map(({ notBefore }) => notBefore)),
        least(rows.map(({ time }) => time)),
        greatest(rows.map(({ time }) => time)),
        distinctCount(commandLines),
        setOf(
          rows.map(({ user }) => user),
          256,
        ),
        setOf(commandLines, 10_000),
      ];
    }),
    [byColumn(5, 'asc')],
  );
}
