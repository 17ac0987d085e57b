import { resolve } from 'node:path';
import type { Capture, CaseFile, CaseRegistry } from '../../src/engine/casefile/caseFile.ts';
import { openPlaybookLibrary } from '../../src/engine/playbook/openPlaybookLibrary.ts';

const window = { from: '2019-04-05T00:00:00Z', to: '2019-04-19T12:00:00Z' };
const columns = [
  { name: 'EventTime', type: 'datetime' },
  { name: 'DeviceId', type: 'string' },
  { name: 'ProcessId', type: 'long' },
  { name: 'Executable', type: 'string' },
  { name: 'CommandLine', type: 'string' },
  { name: 'UserId', type: 'string' },
  { name: 'Load', type: 'real' },
  { name: 'Elevated', type: 'bool' },
  { name: 'RemoteAddress', type: 'string' },
  { name: 'RemotePort', type: 'int' },
  { name: 'EventId', type: 'guid' },
  { name: 'Details', type: 'dynamic' },
];

/** An answer of process events as the service sends it, about 280 bytes a row. */
export const bigAnswer = (rowCount: number): Uint8Array => {
  const rows = Array.from({ length: rowCount }, (_, index) => row(index));
  return new TextEncoder().encode(JSON.stringify({ tables: [{ name: 'PrimaryResult', columns, rows }] }));
};

/** A new case in a folder. */
export function newCase(registry: CaseRegistry, path: string): CaseFile {
  const { playbook } = openPlaybookLibrary(resolve(import.meta.dirname, '../../resources/playbooks')).get(
    'suspicious-iot-device',
  );
  return registry.create(path, {
    title: 'bench',
    examiner: 'bench',
    subject: { deviceId: 'pump-07', hubName: 'plant' },
    source: { kind: 'local', folder: resolve(path, '..') },
    sourceLabel: 'bench',
    window,
    playbook,
  });
}

/** A run that gave an answer. */
export const captureOf = (body: Uint8Array): Capture => ({
  stepId: null,
  variant: 'adhoc',
  title: 'bench',
  kql: 'SecurityIoTRawEvent',
  parameters: {},
  window,
  sourceLabel: 'bench',
  verdicts: [],
  run: {
    outcome: 'answered',
    answer: { body, startedAt: window.from, finishedAt: window.to, versions: {}, unreadable: [] },
  },
});

const row = (n: number) => [
  `2019-04-18T12:${String(n % 60).padStart(2, '0')}:07.${String(n % 10_000_000).padStart(7, '0')}Z`,
  `pump-${String(n % 40).padStart(2, '0')}`,
  n * 7,
  `/usr/bin/program-${n % 400}`,
  `/usr/bin/program-${n % 400} --job ${n} --target 198.51.100.${n % 250} --out /var/lib/plant/${n}.log`,
  String(1000 + (n % 5)),
  (n % 1000) / 8,
  n % 2 === 0,
  `203.0.113.${n % 250}`,
  n % 65_536,
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  `{"HitCount":${n % 9},"Hash":"","StartTimeUtc":"2019-04-18T11:00:02Z"}`,
];
