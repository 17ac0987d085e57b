import { answer, byColumn, type Expected } from '../answer.ts';
import { count, distinctCount, greatest, groupBy, least, setOf } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { lessThan } from '../logic.ts';
import { sameText } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

function reading(failures: bigint, successes: bigint, firstFailure: bigint | null, lastSuccess: bigint | null): string {
  if (failures >= 5n && lessThan(firstFailure, lastSuccess) === true) return 'failures then success';
  if (failures >= 5n) return 'repeated failures';
  if (failures > 0n) return 'isolated failures';
  return successes > 0n ? 'successes only' : 'outcome not stated';
}

export function signIns(workspace: Workspace, bindings: Bindings): Expected {
  const rows = parsedOfDevice(workspace, bindings, 'Login')
    .map(({ d, time }) => {
      const address = toText(at(d, 'RemoteAddress'));
      const operation = toText(at(d, 'Operation'));
      const result = toText(at(d, 'Result'));
      return {
        time,
        operation,
        address: ['', '-', '?'].includes(address) ? '(local)' : address,
        user: toText(at(d, 'UserName')),
        handler: toText(at(d, 'Executable')),
        failed: sameText(result, 'Fail') || operation === 'LoginFailed',
        succeeded: sameText(result, 'Success') || (result === '' && operation === 'Login'),
      };
    })
    .filter(({ operation }) => operation !== 'Logout');
  return answer(
    'RemoteAddress:string, Failures:long, Successes:long, FirstFailure:datetime, LastFailure:datetime, FirstSuccess:datetime, LastSuccess:datetime, UserCount:long, Users:dynamic, Handlers:dynamic, Reading:string',
    groupBy(rows, ({ address }) => [address]).map((group) => {
      const failed = group.rows.filter((row) => row.failed);
      const succeeded = group.rows.filter((row) => row.succeeded);
      const firstFailure = least(failed.map(({ time }) => time));
      const lastSuccess = greatest(succeeded.map(({ time }) => time));
      const users = group.rows.map(({ user }) => user);
      return [
        ...group.key,
        count(failed),
        count(succeeded),
        firstFailure,
        greatest(failed.map(({ time }) => time)),
        least(succeeded.map(({ time }) => time)),
        lastSuccess,
        distinctCount(users),
        setOf(users, 50),
        setOf(
          group.rows.map(({ handler }) => handler),
          20,
        ),
        reading(count(failed), count(succeeded), firstFailure, lastSuccess),
      ];
    }),
    [byColumn(1, 'desc')],
  );
}
