import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instantText } from './instants.ts';
import { crowds, edges } from './trapCrowds.ts';
import { missing } from './trapDetails.ts';
import { base, counter, hubIds, type Next, pick, type Row, second } from './trapDraw.ts';
import { rawEvent } from './trapEvents.ts';

const alert = (next: Next): Row => ({
  TimeGenerated: instantText(base + second * BigInt(next(5) * 3600)),
  StartTime: pick(next, [instantText(base), missing, null]),
  EndTime: pick(next, [instantText(base + 1n), missing]),
  SystemAlertId: pick(next, ['a', 'b', 'c', '', missing]),
  AlertName: pick(next, ['n1', 'n2']),
  DisplayName: pick(next, ['Brute "force"', 'Miner']),
  AlertType: 'IoT_X',
  Description: pick(next, ['d\\e', missing]),
  RemediationSteps: pick(next, ['["x"]', '']),
  AlertSeverity: pick(next, ['High', 'Low', '']),
  Status: pick(next, ['New', 'Resolved']),
  ResourceId: pick(next, hubIds),
  ExtendedProperties: pick(next, [
    '{"DeviceId":"dev-1"}',
    '{"DeviceId":"DEV-1","x":"dev-1"}',
    '{"DeviceId":"dev-10"}',
    '{"Note":"Dev-1"}',
    '{"DeviceId":"dev-1"',
    '',
    missing,
  ]),
});

const recommendation = (next: Next): Row => ({
  AssessedResourceId: pick(next, hubIds),
  DeviceId: pick(next, ['dev-1', 'DEV-1']),
  Description: pick(next, ['d1', 'd2', '']),
  RecommendationName: pick(next, ['r1', 'r2', 'r3']),
  RecommendationDisplayName: pick(next, ['R', missing]),
  RecommendationState: pick(next, ['Active', 'Resolved', 'Healthy']),
  RecommendationSeverity: pick(next, ['High', 'low', missing]),
  RecommendationAdditionalData: pick(next, [
    { b: [1, { c: null }], a: 1.5 },
    [],
    null,
    missing,
    { Rules: '[{"x":""}]' },
  ]),
  DiscoveredTimeUTC: pick(next, [instantText(base), instantText(base - second), missing]),
  ResolvedTimeUTC: pick(next, [instantText(base), null]),
  TimeGenerated: instantText(base + second * BigInt(next(4))),
});

/**
 * Writes, into an existing folder, a workspace of rows that the sample does not hold: values missing, of another type or badly
 * formed, ties, ticks below the millisecond, sets beyond their caps. Every row mixes values from short lists, so that each
 * meets the others.
 */
export async function writeTrapWorkspace(folder: string, seed: number): Promise<void> {
  const next = counter(seed);
  const rows = (count: number, make: (next: Next, index: number) => Row): Row[] =>
    Array.from({ length: count }, (_, index) => make(next, index));
  const tables = {
    SecurityIoTRawEvent: [...rows(3000, rawEvent), ...crowds, ...edges],
    SecurityAlert: rows(400, alert),
    SecurityRecommendation: rows(80, recommendation),
  };
  for (const [name, lines] of Object.entries(tables)) {
    await writeFile(join(folder, `${name}.ndjson`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}
