import { answer, byColumn, type Expected } from '../answer.ts';
import { at, toInt, toText } from '../json.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

function detail(name: string, d: unknown): string {
  const text = (property: string): string => toText(at(d, property));
  switch (name) {
    case 'DroppedEventsStatistics':
      return `${text('Queue')} queue: dropped ${text('DroppedEvents')} of ${text('CollectedEvents')}`;
    case 'MessageStatistics':
      return `sent ${text('MessagesSent')}, failed ${text('TotalFailed')}, under 4 KB ${text('MessagesUnder4KB')}`;
    case 'ConfigurationError':
      return `${text('ErrorType')} in ${text('ConfigurationName')}: ${text('Message')}`;
    default:
      return `${text('Severity')}: ${text('Message')}`;
  }
}

export const agentHealth = (workspace: Workspace, bindings: Bindings): Expected =>
  answer(
    'EventTime:datetime, RawEventName:string, Detail:string, Lost:long',
    parsedOfDevice(
      workspace,
      bindings,
      'DroppedEventsStatistics',
      'MessageStatistics',
      'ConfigurationError',
      'Diagnostic',
    )
      .map(({ event, d, time }) => ({
        time,
        name: event.RawEventName,
        detail: detail(event.RawEventName, d),
        lost: toInt(at(d, 'DroppedEvents')) ?? toInt(at(d, 'TotalFailed')) ?? 0n,
      }))
      .filter(({ name, lost }) => lost > 0n || name === 'ConfigurationError' || name === 'Diagnostic')
      .map(({ time, name, detail, lost }) => [time, name, detail, lost]),
    [byColumn(0, 'asc')],
  );
