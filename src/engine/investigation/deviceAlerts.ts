import { bindParameters } from '../../core/kqlText/bindParameters.ts';
import { parseTimespan } from '../../core/kqlText/literals.ts';
import { addTicks } from '../../core/time/instants.ts';
import type { ParameterDefault, TimeRange } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { LogSource } from '../logs/logSource.ts';
import { readAnswer } from './readAnswer.ts';

const kql = `let device = "";
let hub = "";
SecurityAlert
| where ResourceId endswith strcat("/iothubs/", hub) and tostring(parse_json(ExtendedProperties).DeviceId) == device
| summarize First=min(coalesce(StartTime, TimeGenerated)), Newest=max(coalesce(StartTime, TimeGenerated)) by AlertSeverity`;

/** When the alerts of one severity that name the device began: the first and the newest, as UTC instants. */
export interface AlertTimes {
  readonly severity: string;
  readonly first: string;
  readonly newest: string;
}

/** Asks the source when the device's alerts in the window began; throws as `LogSource.query` does. */
export async function deviceAlertTimes(
  source: LogSource,
  subject: { readonly deviceId: string; readonly hubName: string },
  window: TimeRange,
  signal: AbortSignal,
): Promise<AlertTimes[]> {
  const bound = bindParameters(kql, [
    { name: 'device', type: 'string', value: subject.deviceId },
    { name: 'hub', type: 'string', value: subject.hubName },
  ]);
  if (!bound.ok) throw new CasebookError('invalidInput', bound.reason);
  const { rows } = readAnswer(await source.query(bound.value, window, signal));
  return rows.map(([severity, first, newest]) => ({
    severity: String(severity),
    first: String(first),
    newest: String(newest),
  }));
}

/** The time that an `alert` default stands for, or undefined where no alert fits. */
export function pickAlertTime(
  times: readonly AlertTimes[],
  lead: Extract<ParameterDefault, { from: 'alert' }>,
): string | undefined {
  const fitting = times.filter(({ severity }) => lead.severities?.some((wanted) => wanted === severity) ?? true);
  const instants = fitting.map((time) => time[lead.which]).sort();
  const chosen = lead.which === 'first' ? instants[0] : instants.at(-1);
  const offset = parseTimespan(lead.offset ?? '0s');
  return chosen !== undefined && offset.ok ? addTicks(chosen, offset.value) : undefined;
}
