import { instantText } from '../time/instants.ts';
import {
  cite,
  counted,
  earliest,
  isTrue,
  latest,
  number,
  type Observation,
  type ObservationRow,
  type StepRows,
  some,
  text,
} from './observation.ts';

const severities = ['High', 'Medium', 'Low', 'Informational'];

/** The alerts that name the device, by severity, and those that concern its hub. */
export function alertObservations(rowsOf: StepRows): Observation[] {
  const alerts = rowsOf('related-alerts');
  const bySeverity = severities.flatMap((severity) => {
    const rows = alerts.filter((row) => text(row, 'AlertSeverity') === severity);
    const names = [...new Set(rows.map((row) => text(row, 'DisplayName') || text(row, 'AlertName')))];
    return rows.length === 0 ? [] : [`${rows.length} ${severity} (${some(names, 6)})`];
  });
  const hub = rowsOf('hub-alerts').filter((row) => text(row, 'AlertDevice') === '');
  return [
    ...(alerts.length === 0
      ? []
      : [
          {
            rule: 'alerts',
            text: `${counted(alerts.length, 'alert')} ${alerts.length === 1 ? 'names' : 'name'} the device: ${bySeverity.join('; ')}.`,
            at: null,
            citations: cite(alerts),
          },
        ]),
    ...hub.map((row) => ({
      rule: 'hub-alert',
      text: `On the hub itself: ${text(row, 'DisplayName')} (${text(row, 'AlertSeverity')}), ${instantText(text(row, 'StartTime'))}.`,
      at: text(row, 'StartTime'),
      citations: cite([row]),
    })),
  ];
}

/** `[d.]hh:mm:ss…` for people: `3 d 4 h` or `15 h`. */
function spanText(timespan: string): string {
  const [, days = '0', hours = '0', minutes = '0'] = /^(?:(\d+)\.)?(\d+):(\d+):/.exec(timespan) ?? [];
  if (Number(days) > 0) return `${Number(days)} d ${Number(hours)} h`;
  return `${Number(hours)} h ${Number(minutes)} min`;
}

/** Times without any report from the device, the longest first. */
export function silenceObservations(rowsOf: StepRows): Observation[] {
  const gaps = [...rowsOf('silence')].sort((a, b) => length(b) - length(a));
  return gaps.slice(0, 3).map((row) => ({
    rule: 'reporting-gap',
    text: `Nothing arrived from the device for ${spanText(text(row, 'Gap'))}, from ${instantText(text(row, 'GapStart'))} to ${instantText(text(row, 'GapEnd'))}.`,
    at: text(row, 'GapStart'),
    citations: cite([row]),
  }));
}
const length = (row: ObservationRow) => Date.parse(text(row, 'GapEnd')) - Date.parse(text(row, 'GapStart'));

/** What the agent said about itself: events that it lost, and errors. */
export function agentObservations(rowsOf: StepRows): Observation[] {
  const rows = rowsOf('agent-health');
  const lost = rows.filter((row) => text(row, 'RawEventName') === 'DroppedEventsStatistics' && number(row, 'Lost') > 0);
  const errors = rows.filter(
    (row) => text(row, 'RawEventName') === 'Diagnostic' && /^(Error|Fatal):/.test(text(row, 'Detail')),
  );
  const total = lost.reduce((sum, row) => sum + number(row, 'Lost'), 0);
  const [from, to] = [earliest(lost, 'EventTime'), latest(lost, 'EventTime')];
  return [
    ...(from === null || to === null
      ? []
      : [
          {
            rule: 'events-lost',
            text: `The agent dropped ${counted(total, 'event')}, by its reports from ${instantText(from)} to ${instantText(to)}.`,
            at: from,
            citations: cite(lost),
          },
        ]),
    ...errors.map((row) => ({
      rule: 'agent-error',
      text: `The agent reported at ${instantText(text(row, 'EventTime'))}: ${text(row, 'Detail').replace(/^\w+: /, '')}.`,
      at: text(row, 'EventTime'),
      citations: cite([row]),
    })),
  ];
}

/** Hardening checks that fail now and did not fail when the data begins. */
export function baselineObservations(rowsOf: StepRows): Observation[] {
  const rows = rowsOf('os-baseline');
  const start = earliest(rows, 'FirstFailed');
  return rows
    .filter((row) => isTrue(row, 'StillFailing') && text(row, 'FirstFailed') !== start)
    .map((row) => ({
      rule: 'baseline-began-failing',
      text: `The check ${text(row, 'CheckId')} fails since the snapshot of ${instantText(text(row, 'FirstFailed'))}: ${text(row, 'Description')}`,
      at: text(row, 'FirstFailed'),
      citations: cite([row]),
    }));
}
