import { answer, type Expected } from '../answer.ts';
import { count, distinctCount, greatest, groupBy, least, oldSetOf } from '../grouping.ts';
import { extracted, toInstant, toText } from '../json.ts';
import { containsText } from '../strings.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { guideEvents } from './guide.ts';

const excluded = ['"RemoteAddress":"127.0.0.1"', '"UserName":"(invalid user)"', '"UserName":"(unknown user)"'];

export function logins(workspace: Workspace, bindings: Bindings): Expected {
  const rows = guideEvents(workspace, bindings, 'Login')
    .map(({ EventDetails }) => EventDetails)
    .filter((text) => containsText(text, 'RemoteAddress') && !excluded.some((unwanted) => containsText(text, unwanted)))
    .map((text) => ({
      time: toInstant(extracted(text, 'TimestampLocal')),
      user: toText(extracted(text, 'UserName')),
      handler: toText(extracted(text, 'Executable')),
      address: toText(extracted(text, 'RemoteAddress')),
      result: toText(extracted(text, 'Result')),
    }));
  return answer(
    'UserName:string, Result:string, LoginHandler:string, CntLoginAttempts:long, MinObservedTime:datetime, MaxObservedTime:datetime, CntIPAddress:long, IPAddress:dynamic',
    groupBy(rows, ({ user, result, handler }) => [user, result, handler]).map((group) => [
      ...group.key,
      count(group.rows),
      least(group.rows.map(({ time }) => time)),
      greatest(group.rows.map(({ time }) => time)),
      distinctCount(group.rows.map(({ address }) => address)),
      oldSetOf(group.rows.map(({ address }) => address)),
    ]),
  );
}
