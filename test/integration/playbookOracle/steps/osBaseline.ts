import { byColumn, columns, type Expected } from '../answer.ts';
import { argMax, greatest, groupBy, least } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { equal } from '../logic.ts';
import { firstText, sameText } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

const ranks = ['Critical', 'Important', 'Warning'];
const rank = (severity: string): bigint => {
  const place = ranks.findIndex((each) => sameText(each, severity));
  return place < 0 ? 4n : BigInt(place + 1);
};

export function osBaseline(workspace: Workspace, bindings: Bindings): Expected {
  const checks = parsedOfDevice(workspace, bindings, 'OSBaseline', 'Baseline').map(({ d, time }) => ({
    time,
    id: firstText(toText(at(d, 'CceId')), toText(at(d, 'BaselineCheckId'))),
    result: firstText(toText(at(d, 'Result')), toText(at(d, 'BaselineCheckResult'))).toUpperCase(),
    severity: toText(at(d, 'Severity')),
    description: firstText(toText(at(d, 'Description')), toText(at(d, 'BaselineCheckDescription'))),
    error: toText(at(d, 'Error')),
  }));
  const newest = greatest(checks.map(({ time }) => time));
  const failed = checks.filter(({ result }) => ['FAIL', 'ERR', 'ERROR'].includes(result));
  return {
    columns: columns(
      'CheckId:string, Description:string, FirstFailed:datetime, LastFailed:datetime, Result:string, Severity:string, Error:string, StillFailing:bool, Rank:long',
    ),
    rows: groupBy(failed, ({ id, description }) => [id, description]).map(({ key, rows }) => {
      const times = rows.map(({ time }) => time);
      const last = greatest(times);
      return argMax(rows, ({ time }) => time).map(({ result, severity, error }) => [
        ...key,
        least(times),
        last,
        result,
        severity,
        error,
        equal(last, newest),
        rank(severity),
      ]);
    }),
    order: [byColumn(7, 'desc'), byColumn(8, 'asc'), byColumn(0, 'asc')],
  };
}
