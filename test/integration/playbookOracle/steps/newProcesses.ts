import { answer, byColumn, type Expected } from '../answer.ts';
import { greatest, groupBy, least, setOf, sum } from '../grouping.ts';
import { at, toInstant, toInt, toText } from '../json.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { processes } from './processes.ts';

export function newProcesses(workspace: Workspace, bindings: Bindings): Expected {
  const runs = processes(workspace, bindings).map(({ d, time, commandLine, executable, user }) => ({
    time,
    user,
    commandLine,
    notBefore: toInstant(at(d, 'ExtraDetails', 'StartTimeUtc')) ?? time,
    hits: toInt(toText(at(d, 'ExtraDetails', 'HitCount'))) ?? toInt(toText(at(d, 'HitCount'))) ?? 1n,
    hash: toText(at(d, 'ExtraDetails', 'Hash')),
    program: executable === '' ? (commandLine.split(' ')[0] ?? '') : executable,
  }));
  return answer(
    'Executable:string, NotBefore:datetime, FirstObserved:datetime, LastObserved:datetime, Executions:long, UserIds:dynamic, Hashes:dynamic, CommandLines:dynamic',
    groupBy(runs, ({ program }) => [program])
      .map(({ key, rows }) => ({ key, rows, first: least(rows.map(({ time }) => time)) }))
      .filter(({ first }) => first !== null && first >= bindings.since)
      .map(({ key, rows, first }) => [
        ...key,
        least(rows.map(({ notBefore }) => notBefore)),
        first,
        greatest(rows.map(({ time }) => time)),
        sum(rows.map(({ hits }) => hits)),
        setOf(
          rows.map(({ user }) => user),
          20,
        ),
        setOf(
          rows.map(({ hash }) => hash).filter((hash) => hash !== ''),
          20,
        ),
        setOf(
          rows.map(({ commandLine }) => commandLine),
          100,
        ),
      ]),
    [byColumn(2, 'asc')],
  );
}
