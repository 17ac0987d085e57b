import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faults } from '../../../../test/support/logAnalyticsService/faults.ts';
import { readShownAnswer } from '../../casefile/answer/shownAnswer.ts';
import { testService } from '../azure/testService.ts';
import type { RawAnswer } from '../logSource.ts';
import { openSourceRegistry } from '../sourceRegistry.ts';
import { fetchAll } from './fetchAll.ts';
import { splitAnswer } from './splitAnswer.ts';

const { service, remote, ref } = testService();
const { signal } = new AbortController();
const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

const kql = 'SecurityIoTRawEvent | where DeviceId == "press-17" | project TimeGenerated, DeviceId';
const window = { from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00Z' };
async function fetchRows(text = kql, limits = { sliceRows: 2, mostBytes: 1_000_000 }) {
  const registry = openSourceRegistry({ remote: remote() });
  closing.push(() => registry.closeAll());
  const source = await registry.open(ref());
  const told: string[] = [];
  const answer = await fetchAll(
    source.query,
    text,
    window,
    signal,
    (text, rows, of) => told.push(`${text}: ${rows}/${of}`),
    limits,
  );
  return { answer, told, rows: readShownAnswer(answer.body).rows.map(([time]) => time) };
}
const times = [
  '2026-03-01T10:00:00.0000001Z',
  '2026-03-01T10:00:00.0000002Z',
  '2026-03-01T12:00:00.0000000Z',
  '2026-03-02T00:00:00.0000000Z',
  '2026-03-02T00:00:00.0000000Z',
];
const slices = z.object({
  slices: z.array(
    z.object({
      from: z.string().nullable(),
      rows: z.number(),
      rowBytes: z.number(),
      sha256: z.string(),
      head: z.string(),
      tail: z.string(),
    }),
  ),
});

/** The bytes of each slice's answer, put together again from the joined one. */
function receivedSlices({ body }: RawAnswer): { sha256: string; bytes: Buffer }[] {
  const all = splitAnswer(body)?.rows ?? new Uint8Array();
  let at = 0;
  return slices
    .parse(JSON.parse(new TextDecoder().decode(body)))
    .slices.map(({ rows, rowBytes, sha256, head, tail }) => {
      const bytes = Buffer.concat([Buffer.from(head), all.subarray(at, at + rowBytes), Buffer.from(tail)]);
      at += rows > 0 ? rowBytes + 1 : 0;
      return { sha256, bytes };
    });
}

describe('fetching every row', () => {
  it('takes slices of time, halves those that are cut, and brings as many rows as were counted', async () => {
    service().when('| where TimeGenerated >=', faults.truncated(2));
    const { answer, rows, told } = await fetchRows(kql, { sliceRows: 100, mostBytes: 1_000_000 });
    expect(rows).toEqual(times);
    expect(answer.found).toBeUndefined();
    expect(answer.versions).toMatchObject({ 'rows counted first': '5' });
    expect(Number(answer.versions.slices)).toBeGreaterThan(2);
    expect(told.slice(0, 3)).toEqual([
      'Counting the rows: 0/null',
      'Fetching rows, slice 1 of 1: 0/5',
      'Fetching rows, slice 1 of 2: 0/5',
    ]);
    expect(told.at(-1)).toBe('Joining the slices: 5/5');
  });

  it('keeps what every slice’s answer was, byte for byte', async () => {
    const { answer } = await fetchRows();
    const sent = new Set(service().received.map(({ reply }) => reply?.sha256));
    const received = receivedSlices(answer);
    expect(received.length).toBeGreaterThan(1);
    for (const { sha256, bytes } of received) {
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(sent).toContain(sha256);
    }
  });

  it('keeps the order of the query, newest first too', async () => {
    expect((await fetchRows(`${kql} | order by TimeGenerated`)).rows).toEqual([...times].reverse());
  });

  it('brings the columns where there is no row', async () => {
    const { answer, rows } = await fetchRows('SecurityIoTRawEvent | where DeviceId == "nobody"');
    expect(rows).toEqual([]);
    expect(readShownAnswer(answer.body).columns.map(({ name }) => name)).toContain('RawEventName');
  });

  it('says so where other rows came than were counted', async () => {
    service().when('summarize Rows=count()', async (_request, standard) => {
      const reply = await standard();
      const text = new TextDecoder().decode(reply.body).replace('[[5]]', '[[6]]');
      return { ...reply, body: new TextEncoder().encode(text) };
    });
    const { answer, rows } = await fetchRows();
    expect(rows).toHaveLength(5);
    expect(answer.found).toEqual([
      { kind: 'partial', text: expect.stringContaining('6 rows were counted, and 5 came') },
    ]);
  });

  it('halves a slice that the service does not finish in time', async () => {
    service().when('| where TimeGenerated >=', faults.timedOut, 1);
    expect((await fetchRows(kql, { sliceRows: 100, mostBytes: 1_000_000 })).rows).toEqual(times);
  });

  it('fails where one instant holds more rows than the service gives', async () => {
    service().when('| where TimeGenerated >=', faults.truncated(1));
    await expect(fetchRows()).rejects.toMatchObject({
      code: 'serviceFailed',
      message: expect.stringContaining('than there are at 2026-03-02T00:00:00Z'),
    });
  });

  it('refuses a query that groups, and one that would be too long for an exhibit', async () => {
    await expect(fetchRows('SecurityIoTRawEvent | summarize count() by DeviceId')).rejects.toMatchObject({
      code: 'invalidInput',
      message: expect.stringContaining('“summarize count() by DeviceId” does not work on each row'),
    });
    expect(service().received).toHaveLength(0);
    await expect(fetchRows(kql, { sliceRows: 1, mostBytes: 60 })).rejects.toThrow('too much for one exhibit');
  });

  it('fails as the service does', async () => {
    service().when('| where TimeGenerated >=', faults.accessDenied);
    await expect(fetchRows()).rejects.toMatchObject({ code: 'accessDenied' });
  });
});
