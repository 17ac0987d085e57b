import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { answerBody, testFacts, testFolder } from '../casefile/testCase.ts';
import type { LogSource } from '../logs/logSource.ts';
import type { Investigation } from './keep.ts';
import { keepRaw } from './keepRaw.ts';
import { sourceFacts } from './sourceFacts.ts';

let place: ReturnType<typeof testFolder>;
let asked: string[];
let investigation: Investigation;

/** Events by minute, newest first, as the source counts them. */
const minutes = [
  ['2026-03-05T10:02:00.0000000Z', 3],
  ['2026-03-05T10:01:00.0000000Z', 2],
  ['2026-03-05T10:00:00.0000000Z', 4],
];

beforeEach(() => {
  place = testFolder();
  asked = [];
  const caseFile = createCaseRegistry('0.1.0').create(place.at('a.casefile'), testFacts);
  const signal = new AbortController().signal;
  const at = '2026-03-09T10:00:00Z';
  const source: LogSource = {
    ref: testFacts.source,
    label: 'logs',
    describe: () => Promise.resolve({ source: testFacts.source, label: 'logs', tables: [], skippedFiles: [] }),
    tables: () => [],
    fewValues: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
    async query(kql) {
      asked.push(kql);
      const counts = kql.includes('by Minute');
      const columns = [
        { name: counts ? 'Minute' : 'TimeGenerated', type: 'datetime' as const },
        ...(counts ? [{ name: 'Rows', type: 'long' as const }] : []),
      ];
      const body = answerBody(columns, JSON.stringify(counts ? minutes : []));
      return { body, startedAt: at, finishedAt: at, versions: {}, unreadable: [] };
    },
  };
  const context = { callId: 'c', signal, emit: () => undefined, progress: () => undefined };
  investigation = { caseFile, source, facts: sourceFacts(source, signal), context };
});
afterEach(() => {
  investigation.caseFile.close();
  place.remove();
});

it.each([
  ['all of them where they fit', 9, undefined, undefined],
  ['the newest whole minutes that fit', 8, '2026-03-05T10:01:00.0000000Z', '5 of 9'],
  ['no part of a minute', 4, '2026-03-05T10:02:00.0000000Z', '3 of 9'],
  ['the newest minute at least', 1, '2026-03-05T10:02:00.0000000Z', '3 of 9'],
])('keeps %s', async (_, most, from, kept) => {
  const raw = await keepRaw(investigation, most);
  expect(raw.role).toEqual({ role: 'raw', ofExhibit: null, name: 'device' });
  expect(asked.at(-1)).toBe(raw.kql);
  if (from === undefined) {
    expect(raw.kql).not.toContain('TimeGenerated >=');
    expect(raw.verdicts).toMatchObject([{ kind: 'complete' }]);
  } else {
    expect(raw.kql).toContain(`| where TimeGenerated >= datetime(${from})`);
    expect(raw.verdicts).toMatchObject([{ kind: 'truncated', text: expect.stringContaining(`${kept} raw events`) }]);
  }
});

it('asks for the device alone, and for its hub as widely as the guide does', async () => {
  const { kql } = await keepRaw(investigation);
  expect(kql).toBe(
    'SecurityIoTRawEvent\n| where DeviceId == "press-17" and AssociatedResourceId contains "plant"\n| order by TimeGenerated asc\n',
  );
});
