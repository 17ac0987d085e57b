import type { Cell } from '../../core/kqlText/kqlTypes.ts';
import type { DeviceSummary } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { readShownAnswer } from '../casefile/answer/shownAnswer.ts';
import type { LogSource } from './logSource.ts';
import { shortcomings } from './shortcomings.ts';

/** The last part of a hub's resource id; empty where the id is not a hub's. */
const hubOf = (column: string) => `extract("(?i)/iothubs/([^/]+)$", 1, ${column})`;

/** A table as one query per source of devices, so that a source without that table still answers. */
const alertsQuery = `SecurityAlert
| where ResourceId contains "/iothubs/"
| extend DeviceId = tostring(parse_json(ExtendedProperties).DeviceId)
| where isnotempty(DeviceId)
| summarize arg_max(TimeGenerated, DeviceId, AlertSeverity, ResourceId) by SystemAlertId
| summarize Alerts = count(), Newest = max(TimeGenerated), Severities = make_set(AlertSeverity), Hub = take_any(${hubOf('ResourceId')})
    by DeviceId, HubKey = tolower(${hubOf('ResourceId')})`;

const rawEventsQuery = (table: string) => `${table}
| where isnotempty(DeviceId)
| summarize Events = count(), First = min(TimeStamp), Last = max(TimeStamp), Names = make_set(RawEventName)
    by DeviceId, HubKey = tolower(${hubOf('AssociatedResourceId')})`;

const recommendationsQuery = `SecurityRecommendation
| where AssessedResourceId contains "/iothubs/" and isnotempty(DeviceId)
| summarize Hub = take_any(${hubOf('AssessedResourceId')}) by DeviceId, HubKey = tolower(${hubOf('AssessedResourceId')})`;

const severities = ['High', 'Medium', 'Low', 'Informational'] as const;

/** Names of events that one family of agents alone sends; `Login` and `SystemInformation` come from both. */
const legacyEvents = new Set([
  'ProcessCreate',
  'ConnectionCreate',
  'ListeningPorts',
  'LocalUsers',
  'FirewallConfiguration',
  'OSBaseline',
  'ProcessTerminate',
]);
const microEvents = new Set([
  'Process',
  'NetworkActivity',
  'Baseline',
  'Heartbeat',
  'SBoM',
  'Peripheral',
  'FileSystem',
  'Statistics',
  'Log',
]);

/** How a table answered: wholly, not at all since it is not there as it is asked, or so that what it holds stays open. */
type Reading = 'whole' | 'absent' | 'open';

interface Found {
  device: DeviceSummary;
  eventNames: Set<string>;
}

/**
 * The devices of a source, by id and hub, with their alerts (updates of one alert counted once) and raw events; newest alert first.
 * A table that is absent, lacks a column, or cannot be asked is named in `problems`, and what it alone could tell is null. Fails as
 * the source does where none could be asked.
 */
export async function listDevices(
  source: LogSource,
  signal: AbortSignal,
): Promise<{ devices: DeviceSummary[]; problems: string[] }> {
  const { devices, failures, lacking } = await readDevices(source, signal);
  return { devices, problems: [...failures.map(({ message }) => message), ...lacking] };
}

/** Failures of a table that is not there, or not with the columns that are asked; a service calls the second a semantic error. */
const absences: readonly string[] = ['tableAbsent', 'missingColumn', 'kqlSemantic'];

/** Whether a table could not be asked, so that what it holds is not known. */
export const isUnread = ({ code }: CasebookError): boolean => !absences.includes(code);

/** As `listDevices`, with the failures themselves; `lacking` says what answers may lack. */
export async function readDevices(
  source: LogSource,
  signal: AbortSignal,
): Promise<{ devices: DeviceSummary[]; failures: CasebookError[]; lacking: string[] }> {
  const found = new Map<string, Found>();
  const failures: CasebookError[] = [];
  const lacking: string[] = [];
  let answers = 0;
  const read = async (kql: string, take: (row: Record<string, Cell>) => void): Promise<Reading> => {
    try {
      const answer = await source.query(kql, undefined, signal);
      const { columns, rows } = readShownAnswer(answer.body);
      const lacks = shortcomings(source, kql, answer);
      lacking.push(...lacks);
      answers += 1;
      for (const row of rows) take(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
      return lacks.length === 0 ? 'whole' : 'open';
    } catch (error) {
      if (!(error instanceof CasebookError)) throw error;
      failures.push(error);
      return isUnread(error) ? 'open' : 'absent';
    }
  };
  const entry = (row: Record<string, Cell>): Found => {
    const key = JSON.stringify([row.DeviceId, row.HubKey]);
    const known = found.get(key) ?? {
      device: noSummary(String(row.DeviceId), String(row.HubKey)),
      eventNames: new Set(),
    };
    found.set(key, known);
    if (typeof row.Hub === 'string' && row.Hub !== '') known.device.hubName = row.Hub;
    return known;
  };
  const alerts = await read(alertsQuery, (row) => {
    const { device } = entry(row);
    device.alertCount = Number(row.Alerts);
    device.newestAlert = textOrNull(row.Newest);
    device.highestSeverity = severities.find((severity) => textsOf(row.Severities).includes(severity)) ?? null;
  });
  const rawEvents: Reading[] = [];
  for (const table of ['SecurityIoTRawEvent', 'DefenderIoTRawEvent']) {
    const reading = await read(rawEventsQuery(table), (row) => {
      const { device, eventNames } = entry(row);
      device.rawEventCount = (device.rawEventCount ?? 0) + Number(row.Events);
      device.firstRawEvent = least(device.firstRawEvent, textOrNull(row.First));
      device.lastRawEvent = greatest(device.lastRawEvent, textOrNull(row.Last));
      for (const name of textsOf(row.Names)) eventNames.add(name);
    });
    rawEvents.push(reading);
  }
  await read(recommendationsQuery, entry);
  const unread = failures.find(isUnread);
  if (answers === 0 && unread) throw unread;
  const noAlerts = alerts === 'whole' ? 0 : null;
  // Where a table could not be read, silence of a device is not known; an absent one beside one that is there is usual.
  const noRawEvents = rawEvents.includes('whole') && !rawEvents.includes('open') ? 0 : null;
  const devices = [...found.values()].map(({ device, eventNames }) => {
    const rawEventCount = device.rawEventCount ?? noRawEvents;
    const agent: DeviceSummary['agent'] = rawEventCount === null ? 'unknown' : agentOf(eventNames);
    return { ...device, alertCount: device.alertCount ?? noAlerts, rawEventCount, agent };
  });
  return { devices: devices.sort(byNewestAlert), failures, lacking };
}

const noSummary = (deviceId: string, hubName: string): DeviceSummary => ({
  deviceId,
  hubName,
  alertCount: null,
  highestSeverity: null,
  newestAlert: null,
  rawEventCount: null,
  firstRawEvent: null,
  lastRawEvent: null,
  agent: 'unknown',
});

function agentOf(names: ReadonlySet<string>): DeviceSummary['agent'] {
  const count = (known: ReadonlySet<string>) => [...names].filter((name) => known.has(name)).length;
  if (names.size === 0) return 'none';
  return count(microEvents) > count(legacyEvents) ? 'micro' : 'legacy';
}

const byNewestAlert = (a: DeviceSummary, b: DeviceSummary) =>
  (b.newestAlert ?? '').localeCompare(a.newestAlert ?? '') || (a.deviceId < b.deviceId ? -1 : 1);
const textOrNull = (cell: Cell | undefined) => (typeof cell === 'string' ? cell : null);
const textsOf = (cell: Cell | undefined): string[] => (typeof cell === 'string' ? (JSON.parse(cell) as string[]) : []);
const least = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);
const greatest = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a);
