import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import { openPlaybookLibrary } from '../../src/engine/playbook/openPlaybookLibrary.ts';
import { type Comparison, compare } from './measure.ts';

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

/** Keeping an answer whole, hashed and searchable against inserting its rows as JSON text in one transaction. */
export async function captureExhibit(rowCount: number, runs: number): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-capture-'));
  const rows = Array.from({ length: rowCount }, (_, index) => row(index));
  const body = new TextEncoder().encode(JSON.stringify({ tables: [{ name: 'PrimaryResult', columns, rows }] }));
  const registry = createCaseRegistry('bench');
  const { playbook } = openPlaybookLibrary(resolve(import.meta.dirname, '../../resources/playbooks')).get(
    'suspicious-iot-device',
  );
  let made = 0;
  try {
    return await compare(
      `capture of an exhibit of ${rowCount} rows`,
      'better-sqlite3 inserting the parsed rows as JSON text in one transaction',
      runs,
      async () => {
        const file = registry.create(join(folder, `${made++}.casefile`), {
          title: 'bench',
          examiner: 'bench',
          subject: { deviceId: 'pump-07', hubName: 'plant' },
          source: { kind: 'local', folder },
          sourceLabel: 'bench',
          window,
          playbook,
        });
        await file.addExhibit({
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
        registry.close(file.caseId);
      },
      () => {
        const db = new Database(join(folder, `${made++}.sqlite`));
        db.pragma('journal_mode = WAL');
        db.pragma('synchronous = FULL');
        db.exec('CREATE TABLE rows (n INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT');
        const insert = db.prepare('INSERT INTO rows (value) VALUES (?)');
        const answer = JSON.parse(new TextDecoder().decode(body)) as { tables: { rows: unknown[][] }[] };
        db.transaction(() => {
          for (const cells of answer.tables[0]?.rows ?? []) insert.run(JSON.stringify(cells));
        })();
        db.close();
      },
    );
  } finally {
    registry.closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** About 280 bytes, as a process event is. */
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
