import { z } from 'zod';
import { clockSkew, type EventTimes } from '../../core/time/skew.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { readRows } from './exhibitRows.ts';
import { rawExhibit } from './rawEvents.ts';

const details = z.object({ TimestampUTC: z.unknown(), TimestampLocal: z.unknown() }).partial();

/** What the raw events that the case keeps say about the device's clock; null where they say nothing. */
export function caseClock(caseFile: CaseFile): Output<'exhibits.clock'> {
  const raw = rawExhibit(caseFile);
  if (!raw) return null;
  const events = [...readRows(caseFile, raw)].flatMap(({ values }) => eventTimes(values));
  const skew = clockSkew(events);
  const ingested = events.map((event) => event.ingested).sort();
  const [first] = ingested;
  const last = ingested.at(-1);
  if (!skew || first === undefined || last === undefined) return null;
  const { median, least, most, ...counts } = skew;
  return {
    exhibit: raw.number,
    deviceId: caseFile.view().subject.deviceId,
    asked: raw.window,
    covered: { from: first, to: last },
    median: String(median),
    least: String(least),
    most: String(most),
    ...counts,
  };
}

function eventTimes(values: Readonly<Record<string, unknown>>): EventTimes[] {
  const ingested = instant(values._TimeReceived) ?? instant(values.TimeGenerated);
  if (ingested === undefined) return [];
  const { TimestampUTC, TimestampLocal } = readDetails(values.EventDetails);
  return [{ ingested, device: instant(TimestampUTC) ?? instant(values.TimeStamp), local: instant(TimestampLocal) }];
}

function readDetails(text: unknown): z.infer<typeof details> {
  try {
    return details.safeParse(JSON.parse(String(text))).data ?? {};
  } catch {
    return {};
  }
}

/** A time as a UTC instant, read as the device wrote it: agents leave the zone away, or write Z after local time. */
function instant(value: unknown): string | undefined {
  const [, day, time, fraction = ''] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,7})?\d*Z?$/.exec(String(value)) ?? [];
  return day === undefined || Number.isNaN(Date.parse(`${day}T${time}Z`)) ? undefined : `${day}T${time}${fraction}Z`;
}
