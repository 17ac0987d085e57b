import { answer, type Expected } from '../answer.ts';
import { containsText } from '../strings.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export const relatedAlerts = ({ alerts }: Workspace, { device, hub }: Bindings): Expected =>
  answer(
    'TimeGenerated:datetime, AlertName:string, AlertSeverity:string, Description:string, ExtendedProperties:string',
    alerts
      .filter((alert) => containsText(alert.ExtendedProperties, device) && containsText(alert.ResourceId, hub))
      .map((alert) => [
        alert.TimeGenerated,
        alert.AlertName,
        alert.AlertSeverity,
        alert.Description,
        alert.ExtendedProperties,
      ]),
  );
