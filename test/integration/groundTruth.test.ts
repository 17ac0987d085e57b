import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../src/core/kqlText/kqlTypes.ts';
import { groundTruth } from '../../src/engine/sample/groundTruth.ts';
import type { CaseView, ExhibitSummary, Output } from '../../src/shared/contract/index.ts';
import type { Engine } from '../../src/shared/port.ts';
import { expectValue, startRealEngine } from '../support/engine.ts';

type Match = Record<string, string | number | boolean>;
type Row = Output<'exhibits.page'>['rows'][number];

/** The playbook's step of a number: "08" is its eighth. */
const stepOf = (number: string) => view.playbook.groups.flatMap((group) => group.steps)[Number(number) - 1]?.id;

const folder = mkdtempSync(join(tmpdir(), 'casebook-truth-'));
const sample = join(folder, 'sample');
let engine: Engine;
let view: CaseView;
let ran: Output<'exhibits.runAll'>;

beforeAll(async () => {
  engine = startRealEngine();
  expectValue(await engine.call('sources.writeSample', { folder: sample }));
  const truth = readTruth();
  view = expectValue(
    await engine.call('cases.create', {
      path: join(folder, 'truth.casefile'),
      source: { kind: 'local', folder: sample },
      deviceId: truth.device,
      hubName: truth.hub,
    }),
  );
  ran = expectValue(await engine.call('exhibits.runAll', { caseId: view.caseId }));
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const readTruth = () => groundTruth.parse(JSON.parse(readFileSync(join(sample, 'ground-truth.json'), 'utf8')));

async function rowsOf(exhibit: ExhibitSummary): Promise<Row[]> {
  const page = expectValue(
    await engine.call('exhibits.page', { caseId: view.caseId, exhibit: exhibit.number, offset: 0, limit: 5000 }),
  );
  expect(page.total).toBe(exhibit.rowCount);
  expect(page.rows.length).toBe(page.total);
  return page.rows;
}

/** A set holds the value, text contains it, anything else equals it. */
function cellMatches(type: string, cell: Cell | undefined, wanted: string | number | boolean): boolean {
  if (type === 'dynamic' && typeof cell === 'string') {
    const value: unknown = JSON.parse(cell);
    if (Array.isArray(value)) return value.includes(wanted);
  }
  return typeof cell === 'string' && typeof wanted === 'string' ? cell.includes(wanted) : cell === wanted;
}

const rowMatches = (exhibit: ExhibitSummary, row: Row, match: Match) =>
  Object.entries(match).every(([name, wanted]) => {
    const index = exhibit.columns.findIndex((column) => column.name === name);
    return index >= 0 && cellMatches(exhibit.columns[index]?.type ?? '', row.cells[index], wanted);
  });

test('every query of the playbook is asked and answered', () => {
  expect(ran.skipped).toEqual([]);
  expect(
    ran.exhibits.filter((exhibit) => exhibit.outcome === 'failed').map((exhibit) => [exhibit.title, exhibit.error]),
  ).toEqual([]);
  expect(ran.exhibits.filter(({ role }) => role === null)).toHaveLength(30);
});

test('the playbook alone finds every item of the ground truth', async () => {
  const { items } = readTruth();
  expect(items.length).toBeGreaterThanOrEqual(12);
  const missing: string[] = [];
  for (const item of items) {
    const found = [];
    const own = ran.exhibits.filter(({ stepId, role }) => stepId === stepOf(item.step) && role === null);
    for (const exhibit of own) {
      found.push(...(await rowsOf(exhibit)).filter((row) => rowMatches(exhibit, row, item.match)));
    }
    if (found.length === 0) missing.push(`${item.id} (step ${item.step})`);
  }
  expect(missing).toEqual([]);
});

test('a match that names what is not there finds nothing', async () => {
  const exhibit = ran.exhibits.find((candidate) => candidate.stepId === stepOf('08'));
  expect(exhibit).toBeDefined();
  if (!exhibit) return;
  const rows = await rowsOf(exhibit);
  expect(rows.some((row) => rowMatches(exhibit, row, { RemoteAddress: '192.0.2.254' }))).toBe(false);
  expect(rows.some((row) => rowMatches(exhibit, row, { NoSuchColumn: 'x' }))).toBe(false);
});
