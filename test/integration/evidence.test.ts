import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell } from '../../src/core/kqlText/kqlTypes.ts';
import type { CaseId, CaseView, ExhibitSummary } from '../../src/shared/contract/index.ts';
import type { Engine } from '../../src/shared/port.ts';
import { expectValue, startRealEngine } from '../support/engine.ts';

type Row = Record<string, Cell>;

const folder = mkdtempSync(join(tmpdir(), 'casebook-evidence-'));
const sample = join(folder, 'sample');
let engine: Engine;
let view: CaseView;

const create = async (source: string, name: string): Promise<CaseView> => {
  const { caseId } = expectValue(
    await engine.call('cases.create', {
      path: join(folder, name),
      source: { kind: 'local', folder: source },
      deviceId: 'pump-07',
      hubName: 'plant',
    }),
  );
  expectValue(await engine.call('exhibits.runAll', { caseId }));
  return expectValue(await engine.call('cases.get', { caseId }));
};

beforeAll(async () => {
  engine = startRealEngine();
  expectValue(await engine.call('sources.writeSample', { folder: sample }));
  view = await create(sample, 'sample.casefile');
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function rowsOf(caseId: CaseId, { number, columns }: ExhibitSummary): Promise<Row[]> {
  const page = await engine.call('exhibits.page', { caseId, exhibit: number, offset: 0, limit: 5000 });
  return expectValue(page).rows.map(({ cells }) =>
    Object.fromEntries(columns.map(({ name }, place) => [name, cells[place] ?? null])),
  );
}

const exhibitOf = (of: CaseView, stepId: string, variant: string, role?: string): ExhibitSummary => {
  const found = of.exhibits.find(
    (each) => each.stepId === stepId && each.variant === variant && each.role?.role === role,
  );
  if (!found) throw new Error(`${stepId} ${variant} ${role}`);
  return found;
};

/** A count of the guide's companion, and the rows behind it. */
async function leftOut(stepId: string, item: string): Promise<Row[]> {
  const { caseId } = view;
  const counts = await rowsOf(caseId, exhibitOf(view, stepId, 'guide', 'companion'));
  const rows = expectValue(
    await engine.call('exhibits.runCompanionRows', { caseId, stepId, companion: 'left-out', item }),
  );
  expect(rows.role).toEqual({
    role: 'companion',
    ofExhibit: exhibitOf(view, stepId, 'guide').number,
    name: `left-out/${item}`,
  });
  const found = await rowsOf(caseId, rows);
  expect(counts.find(({ Item }) => Item === item)?.Rows).toBe(found.length);
  return found;
}

describe('companions show what the guide’s own queries miss', () => {
  test('the listener on port 8888', async () => {
    const guide = await rowsOf(view.caseId, exhibitOf(view, 'ports', 'guide'));
    expect(guide.map(({ LocalPort }) => LocalPort)).not.toContain(8888);
    const hidden = await leftOut('ports', 'above-1024');
    expect(hidden).toContainEqual(expect.objectContaining({ LocalAddress: '0.0.0.0', LocalPort: '8888' }));
  });

  test('the guesses at accounts that do not exist', async () => {
    const guide = await rowsOf(view.caseId, exhibitOf(view, 'logins', 'guide'));
    expect(guide.map(({ UserName }) => UserName)).not.toContain('(invalid user)');
    const hidden = await leftOut('logins', 'invalid-user');
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.every(({ RemoteAddress }) => RemoteAddress === '203.0.113.9')).toBe(true);
  });

  test('the command lines beyond the set that stops at 128', async () => {
    const exhibit = exhibitOf(view, 'processes', 'guide');
    expect(exhibit.verdicts).toMatchObject([
      { kind: 'setCapped', text: expect.stringContaining('ExecutionCommandLines') },
    ]);
    const all = await leftOut('processes', 'capped');
    const guide = await rowsOf(view.caseId, exhibit);
    const shown = new Set(guide.flatMap(({ ExecutionCommandLines }) => JSON.parse(String(ExecutionCommandLines))));
    const missing = all.filter(({ CommandLine }) => !shown.has(CommandLine));
    expect(missing.length).toBe(all.length - 128);
  });
});

describe('raw beside summary', () => {
  test('every summary comes out of the raw events again, and none differs', () => {
    const raw = view.exhibits.find(({ role }) => role?.role === 'raw');
    expect(raw).toMatchObject({ stepId: null, outcome: 'answered', verdicts: [{ kind: 'complete' }] });
    expect(view.exhibits.filter(({ role }) => role?.role === 'recomputed')).toEqual([]);
  });

  test('each row of a mapped summary has the raw events that it counts, without the source', async () => {
    renameSync(sample, `${sample}-gone`);
    const { caseId } = view;
    const totals = async (stepId: string, variant: string, count: (row: Row) => unknown) => {
      const exhibit = exhibitOf(view, stepId, variant);
      const rows = await rowsOf(caseId, exhibit);
      for (const [place, row] of rows.entries()) {
        const asked = { caseId, exhibit: exhibit.number, row: place + 1 };
        const raw = expectValue(await engine.call('exhibits.rawRows', asked));
        expect([stepId, place + 1, raw.total]).toEqual([stepId, place + 1, count(row)]);
        expect(raw.rows).toHaveLength(Math.min(500, raw.total));
        expect(raw.allKept).toBe(true);
      }
    };
    await totals('logins', 'guide', ({ CntLoginAttempts }) => CntLoginAttempts);
    await totals('logins', 'hardened', ({ Rows }) => Rows);
    await totals('processes', 'hardened', ({ Rows }) => Rows);
    await totals('coverage', 'hardened', ({ Rows }) => Rows);
    const adhoc = view.exhibits.find(({ stepId, role }) => stepId === 'timeline' && role === null)?.number ?? 0;
    expect(await engine.call('exhibits.rawRows', { caseId, exhibit: adhoc, row: 1 })).toMatchObject({
      ok: false,
      error: { code: 'invalidInput', message: expect.stringContaining('does not say which raw events') },
    });
    renameSync(`${sample}-gone`, sample);
  });

  test('every mapped query finds raw events behind its first row', async () => {
    const { caseId } = view;
    const steps = view.playbook.groups.flatMap((group) => group.steps);
    for (const step of steps) {
      for (const variant of ['guide', 'hardened'] as const) {
        const exhibit = view.exhibits.find(
          (each) => each.stepId === step.id && each.variant === variant && each.role === null,
        );
        if (!step[variant]?.raw || !exhibit || exhibit.rowCount === 0) continue;
        const asked = { caseId, exhibit: exhibit.number, row: 1 };
        const { total } = expectValue(await engine.call('exhibits.rawRows', asked));
        expect([step.id, variant, total > 0]).toEqual([step.id, variant, true]);
      }
    }
  });

  test('behind a row of a part of the window are the raw events of that part, and the step stays as it was', async () => {
    const { caseId, window } = view;
    const middle = '2019-04-13T00:00:00Z';
    let events = 0;
    for (const part of [
      { from: window.from, to: middle },
      { from: middle, to: window.to },
    ]) {
      const asked = { caseId, stepId: 'logins', variant: 'guide', window: part } as const;
      const exhibit = expectValue(await engine.call('exhibits.run', asked));
      expect(exhibit.verdicts).toContainEqual(expect.objectContaining({ kind: 'narrowerWindow' }));
      for (const [place, { CntLoginAttempts }] of (await rowsOf(caseId, exhibit)).entries()) {
        const raw = expectValue(
          await engine.call('exhibits.rawRows', { caseId, exhibit: exhibit.number, row: place + 1 }),
        );
        expect(raw.total).toBe(CntLoginAttempts);
        events += raw.total;
      }
    }
    const whole = await rowsOf(caseId, exhibitOf(view, 'logins', 'guide'));
    expect(events).toBe(whole.reduce((sum, { CntLoginAttempts }) => sum + Number(CntLoginAttempts), 0));
    expect(expectValue(await engine.call('exhibits.interruptedRun', { caseId }))).toBeNull();
  });

  test('the clock of the device is two hours ahead of UTC', async () => {
    const clock = expectValue(await engine.call('exhibits.clock', { caseId: view.caseId }));
    expect(clock).toMatchObject({ deviceId: 'pump-07', asked: view.window, localOffset: { minutes: 120 } });
    expect(clock?.localOffset?.events).toBe(clock?.events);
  });

  test('the order of a user’s groups is no difference between the two queries', async () => {
    const both = expectValue(await engine.call('exhibits.besideEachOther', { caseId: view.caseId, stepId: 'users' }));
    expect(both?.rows.every(({ guide, hardened }) => guide.length === 1 && hardened.length === 1)).toBe(true);
  });

  test('the two queries of a step stand beside each other', async () => {
    const both = expectValue(await engine.call('exhibits.besideEachOther', { caseId: view.caseId, stepId: 'ports' }));
    expect(both?.key).toEqual(['Protocol', 'LocalPort']);
    expect(both?.rows.filter(({ guide }) => guide.length === 0).map(({ key }) => key)).toContainEqual(['tcp', '8888']);
  });
});

describe('answers on evidence', () => {
  const put = (questionId: string, value: 'expected' | 'unexpected', more: object = {}) =>
    engine.call('answers.put', { caseId: view.caseId, questionId, value, reason: 'r', citations: [], ...more });

  test('“expected” on complete evidence needs no limitation, on a capped set it does', async () => {
    expectValue(await put('users-1', 'expected'));
    const guide = exhibitOf(view, 'processes', 'guide').number;
    expect(await put('processes-1', 'expected')).toMatchObject({
      ok: false,
      error: {
        code: 'incompleteEvidence',
        message: expect.stringContaining(`exhibit ${guide}: set capped`),
        detail: { exhibits: [{ exhibit: guide, verdicts: ['setCapped'] }] },
      },
    });
    expect(await put('processes-1', 'expected', { limitation: '  ' })).toMatchObject({ ok: false });
    expectValue(await put('processes-1', 'unexpected'));
    const limited = expectValue(await put('processes-1', 'expected', { limitation: 'Only 128 command lines seen.' }));
    expect(limited.limitation).toBe('Only 128 command lines seen.');
  });

  test('a cited exhibit that is not complete counts too', async () => {
    const exhibit = exhibitOf(view, 'processes', 'guide').number;
    expect(await put('users-1', 'expected', { citations: [{ exhibit, row: 1 }] })).toMatchObject({
      ok: false,
      error: { code: 'incompleteEvidence' },
    });
  });
});

test('values that a query cannot read, and what was never run, are verdicts', async () => {
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  const event = (minute: number, details: string) =>
    JSON.stringify({
      TimeGenerated: `2019-04-18T12:0${minute}:00Z`,
      TimeStamp: `2019-04-18T12:0${minute}:00Z`,
      DeviceId: 'pump-07',
      AssociatedResourceId: '/x/iotHubs/plant',
      RawEventName: 'ListeningPorts',
      IsEmpty: false,
      EventDetails: details,
    });
  const socket = (port: string) => JSON.stringify({ Protocol: 'tcp', LocalPort: port, TimestampLocal: 'noon' });
  const lines = [event(0, socket('22')), event(1, socket('*')), event(2, '{"broken')];
  writeFileSync(join(logs, 'SecurityIoTRawEvent.ndjson'), lines.join('\n'));
  const other = await create(logs, 'broken.casefile');
  const [verdict] = exhibitOf(other, 'ports', 'guide').verdicts;
  expect(verdict).toMatchObject({ kind: 'unreadableValues' });
  expect(verdict?.text).toContain('EventDetails is no JSON in 1 cell');
  expect(verdict?.text).toContain('LocalPort is no int in 1 cell');
  expect(verdict?.text).toContain('TimestampLocal is no datetime in 2 cells');
  expect(exhibitOf(other, 'related-alerts', 'guide').verdicts).toMatchObject([{ kind: 'tableAbsent' }]);
  const counts = await rowsOf(other.caseId, exhibitOf(other, 'ports', 'guide', 'companion'));
  expect(counts.map(({ Item, Rows }) => [Item, Rows])).toEqual([
    ['no-number', 1],
    ['unreadable', 1],
  ]);
  const answer = { caseId: other.caseId, value: 'expected' as const, reason: '', citations: [] };
  expect(await engine.call('answers.put', { ...answer, questionId: 'timeline-1' })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('the step “Everything around one alert”: never run') },
  });
});
