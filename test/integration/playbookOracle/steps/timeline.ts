import { answer, byColumn, type Expected, type Row } from '../answer.ts';
import { at, parseJson, toText } from '../json.ts';
import { firstText } from '../strings.ts';
import { type Bindings, ofDevice, onHub, parsed } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

function summary(name: string, d: unknown): string {
  const text = (property: string): string => toText(at(d, property));
  switch (name) {
    case 'Login': {
      const outcome = firstText(text('Result'), text('Operation'));
      return `${outcome} ${text('UserName')} from ${firstText(text('RemoteAddress'), 'local')}`;
    }
    case 'LocalUsers':
      return `${text('UserName')} in ${text('GroupNames')}`;
    case 'ListeningPorts':
      return `${text('Protocol')} ${text('LocalAddress')}:${text('LocalPort')}`;
    case 'ConnectionCreate':
    case 'NetworkActivity':
      return `${text('Direction')} ${text('RemoteAddress')}:${text('RemotePort')} ${text('Executable')}`;
    default:
      return firstText(...['CommandLine', 'Commandline', 'Executable', 'Description', 'ChainName'].map(text));
  }
}

const around = (time: bigint | null, { around: middle, window }: Bindings): boolean =>
  time !== null && middle - window <= time && time <= middle + window;

const alertsAround = ({ alerts }: Workspace, bindings: Bindings): Row[] =>
  alerts
    .filter(
      (alert) =>
        around(alert.TimeGenerated, bindings) &&
        onHub(alert.ResourceId, bindings) &&
        toText(at(parseJson(alert.ExtendedProperties), 'DeviceId')) === bindings.device,
    )
    .map((alert) => [
      alert.StartTime ?? alert.TimeGenerated,
      `Alert (${alert.AlertSeverity})`,
      alert.DisplayName,
      alert.ExtendedProperties,
    ]);

const eventsAround = (workspace: Workspace, bindings: Bindings): Row[] =>
  ofDevice(workspace, bindings)
    .filter(
      (event) => around(event.TimeStamp, bindings) && event.RawEventType === 'Security' && event.IsEmpty === false,
    )
    .map(parsed)
    .map(({ event, d, time }) => [time, event.RawEventName, summary(event.RawEventName, d), event.EventDetails]);

export const timeline = (workspace: Workspace, bindings: Bindings): Expected =>
  answer(
    'EventTime:datetime, Kind:string, Summary:string, Details:string',
    [...alertsAround(workspace, bindings), ...eventsAround(workspace, bindings)],
    [byColumn(0, 'asc')],
  );
