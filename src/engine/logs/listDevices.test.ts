import { describe, expect, it } from 'vitest';
import { testSources } from '../../../test/support/logSources.ts';
import { listDevices } from './listDevices.ts';
import { suggestDevices } from './suggestDevices.ts';

const { openFiles, signal } = testSources();
const lines = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const hub = (name: string) => `/subscriptions/1/resourceGroups/rg/providers/Microsoft.Devices/IotHubs/${name}`;
const at = (time: string) => `2019-04-18T${time}Z`;

const alert = (id: string, device: string, severity: string, time: string, hubName = 'Plant') => ({
  SystemAlertId: id,
  TimeGenerated: at(time),
  AlertSeverity: severity,
  ResourceId: hub(hubName),
  ExtendedProperties: JSON.stringify({ DeviceId: device }),
});
const event = (device: string, name: string, time: string, hubName = 'plant') => ({
  DeviceId: device,
  RawEventName: name,
  TimeStamp: at(time),
  TimeGenerated: at('23:00:00'),
  AssociatedResourceId: hub(hubName),
});

const open = () =>
  openFiles({
    'SecurityAlert.ndjson': lines(
      alert('1', 'pump-07', 'Low', '10:00:00'),
      alert('1', 'pump-07', 'High', '11:00:00'),
      alert('2', 'pump-07', 'Medium', '09:00:00'),
      alert('3', "o'brien", 'Low', '12:00:00'),
      { ...alert('4', 'vm', 'High', '13:00:00'), ResourceId: '/subscriptions/1/virtualMachines/vm' },
    ),
    'SecurityIoTRawEvent.ndjson': lines(
      event('pump-07', 'ProcessCreate', '08:00:00'),
      event('pump-07', 'Login', '10:30:00', 'PLANT'),
      event('pump-07', 'Login', '10:30:00', 'plant-2'),
      event('Pump-07', 'LocalUsers', '07:00:00'),
      event('', 'Login', '07:00:00'),
    ),
    'DefenderIoTRawEvent.ndjson': lines(event('gate', 'Process', '06:00:00'), event('gate', 'Login', '05:00:00')),
    'SecurityRecommendation.ndjson': lines({ DeviceId: 'quiet', AssessedResourceId: hub('plant') }),
  });

describe('listDevices', () => {
  it('gathers devices by id and hub, newest alert first, an updated alert counted once', async () => {
    const { devices, problems } = await listDevices(await open(), signal);
    expect(problems).toEqual([]);
    expect(
      devices.map((d) => [
        d.deviceId,
        d.hubName.toLowerCase(),
        d.alertCount,
        d.highestSeverity,
        d.rawEventCount,
        d.agent,
      ]),
    ).toEqual([
      ["o'brien", 'plant', 1, 'Low', 0, 'none'],
      ['pump-07', 'plant', 2, 'High', 2, 'legacy'],
      ['Pump-07', 'plant', 0, null, 1, 'legacy'],
      ['gate', 'plant', 0, null, 2, 'micro'],
      ['pump-07', 'plant-2', 0, null, 1, 'legacy'],
      ['quiet', 'plant', 0, null, 0, 'none'],
    ]);
    expect(devices[1]).toMatchObject({
      newestAlert: '2019-04-18T11:00:00.0000000Z',
      firstRawEvent: '2019-04-18T08:00:00.0000000Z',
      lastRawEvent: '2019-04-18T10:30:00.0000000Z',
    });
  });

  it('names a table that is absent, or lacks a column, and lists what the others hold', async () => {
    const source = await openFiles({
      'SecurityAlert.csv': 'SystemAlertId,ResourceId\n1,x\n',
      'SecurityIoTRawEvent.ndjson': lines(event('pump-07', 'Login', '08:00:00')),
    });
    const { devices, problems } = await listDevices(source, signal);
    expect(devices).toMatchObject([{ deviceId: 'pump-07', alertCount: null, rawEventCount: 1, agent: 'legacy' }]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^SecurityAlert has no column ExtendedProperties in SecurityAlert\.csv.*It has SystemAlertId, ResourceId/,
      ),
      expect.stringContaining('no table DefenderIoTRawEvent'),
      expect.stringContaining('no table SecurityRecommendation'),
    ]);
  });

  it('does not say that a device has no agent where no raw events are stored', async () => {
    const source = await openFiles({ 'SecurityAlert.ndjson': lines(alert('1', 'pump-07', 'Low', '10:00:00')) });
    const { devices } = await listDevices(source, signal);
    expect(devices).toMatchObject([{ deviceId: 'pump-07', alertCount: 1, rawEventCount: null, agent: 'unknown' }]);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const listing = listDevices(await open(), stop.signal);
    stop.abort(new Error('stopped'));
    await expect(listing).rejects.toThrow('stopped');
  });
});

describe('suggestDevices', () => {
  it('knows a device in its own spelling alone, and offers the stored ones', async () => {
    const source = await open();
    const known = await suggestDevices(source, 'pump-07', signal);
    expect(known).toMatchObject({ exists: true, suggestions: [] });
    expect(known.hubs.map((name) => name.toLowerCase()).sort()).toEqual(['plant', 'plant-2']);
    expect(await suggestDevices(source, 'PUMP-07', signal)).toMatchObject({
      exists: false,
      suggestions: ['pump-07', 'Pump-07'],
    });
    expect(await suggestDevices(source, 'pump', signal)).toMatchObject({
      exists: false,
      suggestions: ['pump-07', 'Pump-07'],
    });
    expect(await suggestDevices(source, 'gate-2', signal)).toMatchObject({ suggestions: ['gate'] });
    expect(await suggestDevices(source, 'nobody', signal)).toMatchObject({ exists: false, suggestions: [] });
  });
});
