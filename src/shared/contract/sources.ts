import { z } from 'zod';
import { column, filePath, method, sourceRef, timeRange } from './primitives.ts';

/** A line of a table file that could not be read; the rest of the file was. */
const badLine = z.strictObject({ file: z.string(), line: z.number().int(), reason: z.string() });

const tableSummary = z.strictObject({
  name: z.string(),
  /** File names relative to the folder. */
  files: z.array(z.string()),
  columns: z.array(column),
  rowCount: z.number().int(),
  badLineCount: z.number().int(),
  /** The first few, at most 20. */
  badLines: z.array(badLine),
  /** Oldest and newest TimeGenerated; null where the table is empty or has no such column. */
  coverage: timeRange.nullable(),
});

const sourceDescription = z.strictObject({
  source: sourceRef,
  label: z.string(),
  tables: z.array(tableSummary),
  /** Files in the folder that are not tables, with the reason. */
  skippedFiles: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  /** What is known of a workspace before a query is put to it; absent for a folder. */
  workspace: z
    .strictObject({
      /** Tables of IoT devices that are not there, that the account may not read, or that could not be asked for, with the words. */
      missing: z.array(
        z.strictObject({ table: z.string(), reason: z.enum(['absent', 'denied', 'failed']), text: z.string() }),
      ),
      /** `on` where raw events are stored, `silent` where their table is there without a row, `off` where no such table is there. */
      rawEvents: z.enum(['on', 'silent', 'off', 'unknown']),
    })
    .optional(),
});
export type SourceDescription = z.infer<typeof sourceDescription>;

const deviceSummary = z.strictObject({
  deviceId: z.string(),
  /** The hub as its events and alerts name it; empty where neither says. */
  hubName: z.string(),
  /** Null where the table of alerts is not there, or could not be read wholly and tells of none. */
  alertCount: z.number().int().nullable(),
  highestSeverity: z.enum(['High', 'Medium', 'Low', 'Informational']).nullable(),
  newestAlert: z.string().nullable(),
  /** Null where no table of raw events is there, or one could not be read wholly and the others tell of none. */
  rawEventCount: z.number().int().nullable(),
  firstRawEvent: z.string().nullable(),
  lastRawEvent: z.string().nullable(),
  /** Whose raw events are there: of none, where the tables are and hold no event of it; unknown where `rawEventCount` is null. */
  agent: z.enum(['legacy', 'micro', 'none', 'unknown']),
});
export type DeviceSummary = z.infer<typeof deviceSummary>;

export const sources = {
  /** Opens the source and tells which tables, columns and rows it holds; of a workspace, those that IoT devices report to. */
  'sources.describe': method(z.strictObject({ source: sourceRef }), sourceDescription),
  /** Devices with alerts and raw events, newest alert first. */
  'sources.devices': method(
    z.strictObject({ source: sourceRef }),
    z.strictObject({ devices: z.array(deviceSummary), problems: z.array(z.string()) }),
  ),
  /** Writes the sample workspace into an empty or new folder. */
  'sources.writeSample': method(
    z.strictObject({
      folder: filePath,
      seed: z
        .number()
        .int()
        .min(0)
        .max(2 ** 31 - 1)
        .optional(),
      events: z.number().int().min(5_000).max(100_000_000).optional(),
    }),
    z.strictObject({
      folder: z.string(),
      seed: z.number(),
      tables: z.array(z.strictObject({ name: z.string(), rowCount: z.number().int() })),
      groundTruthItems: z.number().int(),
    }),
  ),
};
