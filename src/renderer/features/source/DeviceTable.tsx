import { Badge, type BadgeProps, Input, Link } from '@fluentui/react-components';
import { RouterRegular, SearchRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { DeviceSummary } from '../../../shared/contract/index.ts';
import tableStyles from '../../ui/DataTable.module.css';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { count, counted, utc } from '../../ui/format.ts';
import { lookAlikes } from './lookAlikes.ts';
import styles from './Source.module.css';

const severityColors: Record<NonNullable<DeviceSummary['highestSeverity']>, NonNullable<BadgeProps['color']>> = {
  High: 'danger',
  Medium: 'warning',
  Low: 'informative',
  Informational: 'subtle',
};

const agents: Record<DeviceSummary['agent'], { readonly name: string; readonly help: string }> = {
  legacy: { name: 'Legacy agent', help: 'Sends raw events that the guide’s queries read.' },
  micro: {
    name: 'Micro agent',
    help: 'Sends other events than the guide’s queries read; the steps say what they can still tell.',
  },
  none: {
    name: 'No raw events',
    help: 'The tables of raw events hold none of it: it has no agent, or one that was silent, or its events are older than what is kept.',
  },
  unknown: {
    name: 'Not known',
    help: 'Raw events are not stored here, or could not be read: whether the device sends any cannot be told.',
  },
};

const agentKinds = ['legacy', 'micro', 'none', 'unknown'] as const;

/** What cannot be counted is not nothing. */
const countOf = (number: number | null) =>
  number === null ? <span className={tableStyles.path}>not known</span> : count(number);
const noAlert = ({ alertCount }: DeviceSummary) => (alertCount === null ? 'not known' : 'none');

interface DeviceTableProps {
  readonly devices: readonly DeviceSummary[];
  readonly picked: DeviceSummary | undefined;
  readonly onPick: (device: DeviceSummary) => void;
}

/** The devices of a source, those with the newest alerts first. */
export function DeviceTable({ devices, picked, onPick }: DeviceTableProps) {
  const [wanted, setWanted] = useState('');
  const ids = useMemo(() => devices.map(({ deviceId }) => deviceId), [devices]);
  const needle = wanted.trim().toLowerCase();
  const shown = devices.filter(
    ({ deviceId, hubName }) => deviceId.toLowerCase().includes(needle) || hubName.toLowerCase().includes(needle),
  );
  const shownAgents = agentKinds
    .filter((kind) => devices.some(({ agent }) => agent === kind))
    .map((kind) => agents[kind]);
  if (devices.length === 0) {
    return (
      <EmptyState icon={<RouterRegular />} title="No device in these tables">
        Neither alerts nor raw events name a device. SecurityAlert and SecurityIoTRawEvent have to be there with all
        their columns.
      </EmptyState>
    );
  }
  return (
    <>
      <Input
        className={styles.search ?? ''}
        size="small"
        type="search"
        aria-label="Find a device by id or hub"
        placeholder="Find a device by id or hub"
        contentBefore={<SearchRegular />}
        value={wanted}
        onChange={(_, { value }) => setWanted(value)}
      />
      <div className={styles.scroll}>
        <table className={tableStyles.table} data-testid="devices">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Hub</th>
              <th scope="col" className={tableStyles.number}>
                Alerts
              </th>
              <th scope="col">Highest</th>
              <th scope="col">Newest alert</th>
              <th scope="col" className={tableStyles.number}>
                Raw events
              </th>
              <th scope="col">Agent</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((device) => {
              const similar = lookAlikes(device.deviceId, ids);
              const agent = agents[device.agent];
              return (
                <tr key={`${device.hubName}\0${device.deviceId}`} data-picked={device === picked}>
                  <td>
                    <Link as="button" aria-pressed={device === picked} onClick={() => onPick(device)}>
                      {device.deviceId}
                    </Link>
                    {similar.length > 0 && (
                      <span className={styles.similar}>Similar: {similar.slice(0, 3).join(', ')}</span>
                    )}
                  </td>
                  <td>{device.hubName || <span className={tableStyles.path}>not named</span>}</td>
                  <td className={tableStyles.number}>{countOf(device.alertCount)}</td>
                  <td>
                    {device.highestSeverity ? (
                      <Badge appearance="tint" color={severityColors[device.highestSeverity]}>
                        {device.highestSeverity}
                      </Badge>
                    ) : (
                      <span className={tableStyles.path}>{noAlert(device)}</span>
                    )}
                  </td>
                  <td className={tableStyles.nowrap}>
                    {device.newestAlert ? (
                      utc(device.newestAlert)
                    ) : (
                      <span className={tableStyles.path}>{noAlert(device)}</span>
                    )}
                  </td>
                  <td className={tableStyles.number}>{countOf(device.rawEventCount)}</td>
                  <td className={tableStyles.nowrap} title={agent.help}>
                    {agent.name}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p className={tableStyles.path}>No device id or hub contains “{wanted.trim()}”.</p>}
      <p className={styles.legend} role="status">
        {counted(shown.length, 'device')}
        {shown.length < devices.length && ` of ${count(devices.length)}`}
      </p>
      <ul className={styles.agents}>
        {shownAgents.map(({ name, help }) => (
          <li key={name}>
            <strong>{name}.</strong> {help}
          </li>
        ))}
      </ul>
    </>
  );
}
