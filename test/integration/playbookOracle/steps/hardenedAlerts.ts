import { byColumn, columns, type Expected } from '../answer.ts';
import { argMax, count, groupBy, least } from '../grouping.ts';
import { at, parseJson, toText } from '../json.ts';
import { type Bindings, onHub } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export const hardenedAlerts = ({ alerts }: Workspace, bindings: Bindings): Expected => ({
  columns: columns(
    'StartTime:datetime, EndTime:datetime, FirstWritten:datetime, LastWritten:datetime, Copies:long, AlertName:string, DisplayName:string, AlertSeverity:string, AlertType:string, Status:string, Description:string, RemediationSteps:string, ExtendedProperties:string, SystemAlertId:string',
  ),
  rows: groupBy(
    alerts.filter(
      (alert) =>
        onHub(alert.ResourceId, bindings) &&
        toText(at(parseJson(alert.ExtendedProperties), 'DeviceId')) === bindings.device,
    ),
    ({ SystemAlertId, TimeGenerated, AlertName }) =>
      SystemAlertId === '' ? ['', TimeGenerated, AlertName] : [SystemAlertId],
  ).map(({ rows }) => {
    const first = least(rows.map(({ TimeGenerated }) => TimeGenerated));
    return argMax(rows, ({ TimeGenerated }) => TimeGenerated).map((alert) => [
      alert.StartTime,
      alert.EndTime,
      first,
      alert.TimeGenerated,
      count(rows),
      alert.AlertName,
      alert.DisplayName,
      alert.AlertSeverity,
      alert.AlertType,
      alert.Status,
      alert.Description,
      alert.RemediationSteps,
      alert.ExtendedProperties,
      alert.SystemAlertId,
    ]);
  }),
  order: [byColumn(0, 'asc')],
});
