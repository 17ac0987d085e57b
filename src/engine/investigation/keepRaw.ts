import { stringLiteral } from '../../core/kqlText/literals.ts';
import { instantText } from '../../core/time/instants.ts';
import type { Verdict } from '../../core/verdicts/verdict.ts';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { type Investigation, keep } from './keep.ts';
import { readAnswer } from './readAnswer.ts';

/** The most raw events that a run keeps. At about 700 bytes each they stay below what a service gives in one answer. */
const mostRawEvents = 50_000;

/**
 * Keeps the device's raw events of the window as one exhibit with the role `raw`, so that every summary can be taken apart
 * without the source. Of a device with more events than the limit it keeps the newest whole minutes that fit, and says so: what
 * it keeps is then all that there is of its own span. The hub is asked for in the guide's wider way, so that both kinds of query
 * can be recounted.
 */
export async function keepRaw(investigation: Investigation, most = mostRawEvents): Promise<ExhibitSummary> {
  const { deviceId, hubName } = investigation.caseFile.view().subject;
  const events = `SecurityIoTRawEvent\n| where DeviceId == ${stringLiteral(deviceId)} and AssociatedResourceId contains ${stringLiteral(hubName)}`;
  const cut = await cutAt(investigation, events, most);
  const from = cut ? `\n| where TimeGenerated >= datetime(${cut.from})` : '';
  return keep(investigation, {
    stepId: null,
    variant: 'adhoc',
    title: 'Raw events of the device',
    kql: `${events}${from}\n| order by TimeGenerated asc\n`,
    parameters: {},
    role: { role: 'raw', ofExhibit: null, name: 'device' },
    known: cut ? [limited(cut, most)] : [],
  });
}

interface Cut {
  /** A UTC instant. */
  readonly from: string;
  readonly kept: number;
  readonly all: number;
}

/** From when on to keep events; undefined where all of them fit, or where counting fails as the query itself will. */
async function cutAt(
  { caseFile, source, context }: Investigation,
  events: string,
  most: number,
): Promise<Cut | undefined> {
  const kql = `${events}\n| summarize Rows=count() by Minute=bin(TimeGenerated, 1m)\n| order by Minute desc`;
  let minutes: readonly (readonly unknown[])[];
  try {
    minutes = readAnswer(await source.query(kql, caseFile.view().window, context.signal)).rows;
  } catch (error) {
    if (context.signal.aborted || !(error instanceof CasebookError)) throw error;
    return undefined;
  }
  const counts = minutes.map(([minute, rows]) => ({ minute: String(minute), rows: Number(rows) }));
  const all = counts.reduce((sum, { rows }) => sum + rows, 0);
  const [newest] = counts;
  if (all <= most || !newest) return undefined;
  let cut: Cut = { from: newest.minute, kept: newest.rows, all };
  for (const { minute, rows } of counts.slice(1)) {
    if (cut.kept + rows > most) break;
    cut = { from: minute, kept: cut.kept + rows, all };
  }
  return cut;
}

const limited = ({ from, kept, all }: Cut, most: number): Verdict => ({
  kind: 'truncated',
  text: `${kept} of ${all} raw events are kept: those from ${instantText(from)} on, because a run keeps at most ${most}. Summaries are not recounted from them. Make a case with a narrower window to keep all of it.`,
});
