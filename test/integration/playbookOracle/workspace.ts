import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { instant } from './instants.ts';
import { Undecided } from './undecided.ts';

const textAt = (row: Record<string, unknown>, name: string): string => {
  const value = row[name] ?? '';
  if (typeof value !== 'string') throw new Undecided(`the string column ${name} holds ${JSON.stringify(value)}`);
  return value;
};
const instantAt = (row: Record<string, unknown>, name: string): bigint | null => instant(textAt(row, name));
const boolAt = (row: Record<string, unknown>, name: string): boolean | null => {
  const value = row[name] ?? null;
  if (value !== null && typeof value !== 'boolean') throw new Undecided(`the bool column ${name} holds ${value}`);
  return value;
};

const rawEvent = (row: Record<string, unknown>) => ({
  AgentVersion: textAt(row, 'AgentVersion'),
  AssociatedResourceId: textAt(row, 'AssociatedResourceId'),
  DeviceId: textAt(row, 'DeviceId'),
  EventDetails: textAt(row, 'EventDetails'),
  IsEmpty: boolAt(row, 'IsEmpty'),
  RawEventCategory: textAt(row, 'RawEventCategory'),
  RawEventName: textAt(row, 'RawEventName'),
  RawEventType: textAt(row, 'RawEventType'),
  TimeGenerated: instantAt(row, 'TimeGenerated'),
  TimeStamp: instantAt(row, 'TimeStamp'),
});
export type RawEvent = ReturnType<typeof rawEvent>;

const alert = (row: Record<string, unknown>) => ({
  AlertName: textAt(row, 'AlertName'),
  AlertSeverity: textAt(row, 'AlertSeverity'),
  AlertType: textAt(row, 'AlertType'),
  Description: textAt(row, 'Description'),
  DisplayName: textAt(row, 'DisplayName'),
  EndTime: instantAt(row, 'EndTime'),
  ExtendedProperties: textAt(row, 'ExtendedProperties'),
  RemediationSteps: textAt(row, 'RemediationSteps'),
  ResourceId: textAt(row, 'ResourceId'),
  StartTime: instantAt(row, 'StartTime'),
  Status: textAt(row, 'Status'),
  SystemAlertId: textAt(row, 'SystemAlertId'),
  TimeGenerated: instantAt(row, 'TimeGenerated'),
});
type Alert = ReturnType<typeof alert>;

const recommendation = (row: Record<string, unknown>) => ({
  AssessedResourceId: textAt(row, 'AssessedResourceId'),
  Description: textAt(row, 'Description'),
  DeviceId: textAt(row, 'DeviceId'),
  DiscoveredTimeUTC: instantAt(row, 'DiscoveredTimeUTC'),
  RecommendationAdditionalData: row.RecommendationAdditionalData ?? null,
  RecommendationDisplayName: textAt(row, 'RecommendationDisplayName'),
  RecommendationName: textAt(row, 'RecommendationName'),
  RecommendationSeverity: textAt(row, 'RecommendationSeverity'),
  RecommendationState: textAt(row, 'RecommendationState'),
  ResolvedTimeUTC: instantAt(row, 'ResolvedTimeUTC'),
  TimeGenerated: instantAt(row, 'TimeGenerated'),
});
type Recommendation = ReturnType<typeof recommendation>;

/** A line that is no JSON object is no row. */
function objectIn(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

async function readTable<T>(folder: string, name: string, toRow: (row: Record<string, unknown>) => T): Promise<T[]> {
  const rows: T[] = [];
  for await (const line of createInterface({ input: createReadStream(join(folder, `${name}.ndjson`)) })) {
    const row = objectIn(line);
    if (row) rows.push(toRow(row));
  }
  return rows;
}

/** The three tables of a local workspace, read line by line from `SecurityIoTRawEvent.ndjson` and its neighbours. */
export interface Workspace {
  readonly rawEvents: readonly RawEvent[];
  readonly alerts: readonly Alert[];
  readonly recommendations: readonly Recommendation[];
}

export const readWorkspace = async (folder: string): Promise<Workspace> => ({
  rawEvents: await readTable(folder, 'SecurityIoTRawEvent', rawEvent),
  alerts: await readTable(folder, 'SecurityAlert', alert),
  recommendations: await readTable(folder, 'SecurityRecommendation', recommendation),
});
