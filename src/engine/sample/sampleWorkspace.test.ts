import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groundTruth } from './groundTruth.ts';
import { writeSampleWorkspace } from './sampleWorkspace.ts';

type Row = Record<string, unknown>;
const events = 6_000;
let root = '';
let folder = '';
let raw: Row[] = [];
let alerts: Row[] = [];

const read = async (table: string): Promise<Row[]> =>
  (await readFile(join(folder, `${table}.ndjson`), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
const details = (row: Row): Row => JSON.parse(String(row.EventDetails)) as Row;
const of = (device: string, name: string) =>
  raw.filter(
    (row) =>
      row.DeviceId === device &&
      row.RawEventName === name &&
      String(row.AssociatedResourceId).endsWith('/iothubs/plant'),
  );

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'casebook-sample-'));
  folder = join(root, 'a');
  await writeSampleWorkspace({ folder, events });
  raw = await read('SecurityIoTRawEvent');
  alerts = await read('SecurityAlert');
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('the sample workspace', () => {
  it('is the same, byte for byte, for the same seed, and another one for another seed', async () => {
    const same = join(root, 'same');
    const other = join(root, 'other');
    await writeSampleWorkspace({ folder: same, events });
    await writeSampleWorkspace({ folder: other, events, seed: 2 });
    for (const name of await readdir(folder)) {
      expect(await readFile(join(same, name)), name).toEqual(await readFile(join(folder, name)));
    }
    const file = 'SecurityIoTRawEvent.ndjson';
    expect(await readFile(join(other, file))).not.toEqual(await readFile(join(folder, file)));
  });

  it('holds exactly as many raw events as asked, and the same story whatever their number', async () => {
    expect(raw.length + (await read('DefenderIoTRawEvent')).length).toBe(events);
    const more = join(root, 'more');
    const written = await writeSampleWorkspace({ folder: more, events: 30_000 });
    const counted = written.tables.filter(({ name }) => name.endsWith('RawEvent')).map(({ rowCount }) => rowCount);
    expect(counted.reduce((sum, count) => sum + count)).toBe(30_000);
    const story = (text: string) =>
      text.split('\n').flatMap((line) => {
        if (!line.includes('5a000000-')) return [];
        const { IoTRawEventId: _, ...rest } = JSON.parse(line) as Row;
        return [rest];
      });
    const texts = await Promise.all(
      [folder, more].map((path) => readFile(join(path, 'SecurityIoTRawEvent.ndjson'), 'utf8')),
    );
    expect(story(texts[0] ?? '').length).toBeGreaterThan(300);
    expect(story(texts[1] ?? '')).toEqual(story(texts[0] ?? ''));
  });

  it('names only addresses reserved for documentation', async () => {
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8');
      const foreign = [...text.matchAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g)]
        .map(([address]) => address)
        .filter((address) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^(127|0)\.0\.0\.[01]$/.test(address));
      expect(foreign, name).toEqual([]);
    }
  });

  it('has the devices that trap a careless query', () => {
    const ids = new Set(raw.map((row) => row.DeviceId));
    expect([...ids].sort()).toEqual(
      ['Pump-07', 'hmi-win', "mixer(2)'s", 'pump-07', 'pump-1', 'pump-10', 'sensor-m1'].sort(),
    );
    const hubsOfPump1 = new Set(raw.filter((row) => row.DeviceId === 'pump-1').map((r) => r.AssociatedResourceId));
    expect(hubsOfPump1.size).toBe(2);
    expect(alerts.some((row) => row.CompromisedEntity === 'valve-3')).toBe(true);
  });

  it('delivers every row after it happened, by the cadence of its priority', () => {
    for (const row of raw) {
      const delay = Date.parse(String(row.TimeGenerated)) - Date.parse(String(row.TimeStamp));
      expect(delay).toBeGreaterThan(0);
      const high = ['LocalUsers', 'ListeningPorts', 'Login'].includes(String(row.RawEventName));
      if (high && row.DeviceId === 'pump-07') expect(delay).toBeLessThan(8 * 60_000);
    }
  });

  it('writes local time in the way of each agent', () => {
    const [c] = of('pump-07', 'LocalUsers').map(details);
    expect(c).toMatchObject({ TimestampUTC: '2019-04-05T13:20:00Z', TimestampLocal: '2019-04-05T15:20:00Z' });
    const [cs] = of('pump-10', 'LocalUsers').map(details);
    expect(cs?.TimestampLocal).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  });

  it('keeps the traps of the guide’s queries', () => {
    const python = of('pump-07', 'ProcessCreate')
      .map(details)
      .filter((d) => d.Executable === '/usr/bin/python3');
    expect(new Set(python.map((d) => d.CommandLine)).size).toBeGreaterThan(128);
    const names = of('pump-07', 'LocalUsers')
      .map(details)
      .filter((d) => d.UserId === '1001');
    expect(new Set(names.map((d) => d.UserName))).toEqual(new Set(['operator', 'ops']));
    const results = new Set(raw.filter((r) => r.RawEventName === 'OSBaseline').map((r) => details(r).Result));
    expect(results).toEqual(new Set(['FAIL', 'Fail', 'Err']));
    expect(raw.some((row) => row.IsEmpty === true && row.RawEventName === 'FirewallConfiguration')).toBe(true);
    expect(alerts.length).toBeGreaterThan(new Set(alerts.map((row) => row.SystemAlertId)).size);
    const dropped = of('pump-07', 'DroppedEventsStatistics').map((r) => Number(details(r).DroppedEvents));
    expect(dropped.at(-1)).toBeGreaterThan(dropped.at(-3) ?? 0);
  });

  it('falls silent where the story says so', () => {
    const newest = raw
      .filter((row) => row.DeviceId === 'pump-07')
      .reduce((max, row) => (String(row.TimeGenerated) > max ? String(row.TimeGenerated) : max), '');
    expect(newest).toMatch(/^2019-04-18T13:45/);
  });

  it('says what happened, in a file that its own description accepts', async () => {
    const truth = groundTruth.parse(JSON.parse(await readFile(join(folder, 'ground-truth.json'), 'utf8')));
    expect(truth.items.length).toBeGreaterThanOrEqual(12);
    expect(new Set(truth.items.map(({ id }) => id)).size).toBe(truth.items.length);
    const times = [...raw, ...alerts].map((row) => String(row.TimeGenerated)).sort();
    expect((times[0] ?? '') >= truth.window.from && (times.at(-1) ?? '') < truth.window.to).toBe(true);
  });

  it('refuses a folder that is not empty and leaves nothing behind when it is stopped', async () => {
    const full = await mkdtemp(join(root, 'full-'));
    await writeFile(join(full, 'kept.txt'), 'mine');
    await expect(writeSampleWorkspace({ folder: full })).rejects.toMatchObject({ code: 'outputExists' });
    expect(await readdir(full)).toEqual(['kept.txt']);
    const stop = new AbortController();
    const stopped = join(root, 'new', 'stopped');
    const writing = writeSampleWorkspace({
      folder: stopped,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(writing).rejects.toThrow();
    expect(await readdir(root)).not.toContain('new');
    await expect(writeSampleWorkspace({ folder: join(full, 'kept.txt') })).rejects.toMatchObject({
      code: 'notWritable',
    });
  });
});
