import { byColumn, columns, type Expected } from '../answer.ts';
import { argMax, groupBy } from '../grouping.ts';
import { at, parseJson, toText } from '../json.ts';
import { type Bindings, onHub } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export const hubAlerts = ({ alerts }: Workspace, bindings: Bindings): Expected => ({
  columns: columns(
    'StartTime:datetime, EndTime:datetime, AlertDevice:string, DisplayName:string, AlertSeverity:string, AlertType:string, Status:string, Description:string, RemediationSteps:string, ExtendedProperties:string',
  ),
  rows: groupBy(
    alerts
      .filter(({ ResourceId }) => onHub(ResourceId, bindings))
      .map((alert) => ({ ...alert, AlertDevice: toText(at(parseJson(alert.ExtendedProperties), 'DeviceId')) }))
      .filter(({ AlertDevice }) => AlertDevice === '' || AlertDevice === bindings.device),
    ({ SystemAlertId }) => [SystemAlertId],
  ).map(({ rows }) =>
    argMax(rows, ({ TimeGenerated }) => TimeGenerated).map((alert) => [
      alert.StartTime,
      alert.EndTime,
      alert.AlertDevice,
      alert.DisplayName,
      alert.AlertSeverity,
      alert.AlertType,
      alert.Status,
      alert.Description,
      alert.RemediationSteps,
      alert.ExtendedProperties,
    ]),
  ),
  order: [byColumn(0, 'asc')],
});
