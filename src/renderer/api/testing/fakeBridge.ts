import type { CasebookBridge } from '../../../shared/bridge.ts';
import type {
  Answer,
  CaseView,
  ExhibitSummary,
  Input,
  MethodName,
  Note,
  Output,
  Playbook,
} from '../../../shared/contract/index.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fakeColumns, fakeDevices, fakeHash, fakePlaybook, fakeRows, fakeSource, fakeWindow } from './fakeData.ts';

type FakeHandlers = {
  readonly [M in MethodName]?: (input: Input<M>, call: FakeCall) => Output<M> | Promise<Output<M>>;
};
interface FakeCall {
  readonly callId: string;
  readonly cancelled: () => boolean;
}
class FakeFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}
class FakeCancelled extends Error {}

export interface FakeOptions {
  readonly playbook?: Playbook;
  /** Milliseconds for each query of a run. */
  readonly pace?: number;
  readonly sourceAvailable?: boolean;
  /** Calls that fail, with how. */
  readonly failing?: Partial<Record<MethodName, Failure>>;
}

const caseId = '7c1a3a52-5d3c-4c55-9f0e-0d9b8f1f2a11' as CaseView['caseId'];
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A bridge with nothing behind it but memory: for tests and for looking at the window in a plain browser. */
export function createFakeBridge(options: FakeOptions = {}): CasebookBridge {
  const { playbook = fakePlaybook, pace = 0, sourceAvailable = true, failing = {} } = options;
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const cancelledCalls = new Set<string>();
  const emit = (event: string, payload: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(payload);
  };
  let clock = Date.parse('2026-03-16T09:00:00Z');
  const now = () => {
    clock += 1_250;
    return new Date(clock).toISOString();
  };
  let written = false;
  let view: CaseView | undefined;
  const history: Answer[] = [];
  const revisions: Note[] = [];
  const events: Output<'cases.custody'> = [];

  const opened = (): CaseView => {
    if (!view) throw new FakeFailure({ code: 'caseNotOpen', message: 'No case is open.' });
    return view;
  };
  const record = (action: string, detail: unknown, change: Partial<CaseView>) => {
    const sequence = events.length + 1;
    const previousHash = fakeHash(sequence - 1);
    const hash = fakeHash(sequence);
    events.push({ sequence, at: now(), actor: 'r.moss', action, detail: JSON.stringify(detail), previousHash, hash });
    view = { ...opened(), ...change, custody: { count: sequence, head: hash } };
  };
  const newCase = (path: string, input?: Input<'cases.create'>): CaseView => ({
    caseId,
    path,
    readOnly: false,
    readOnlyReason: null,
    formatVersion: 1,
    title: input?.title ?? 'Investigation of pump-07',
    examiner: input?.examiner ?? 'r.moss',
    createdAt: now(),
    subject: { deviceId: input?.deviceId ?? 'pump-07', hubName: input?.hubName ?? 'plant' },
    source: input?.source ?? { kind: 'local', folder: '/data/sample' },
    sourceAvailable,
    window: input?.window ?? fakeWindow,
    playbook,
    exhibits: [],
    answers: [],
    tasks: [],
    notes: [],
    custody: { count: 0, head: fakeHash(0) },
  });

  const run = async (stepId: string, variant: 'guide' | 'hardened', call: FakeCall): Promise<ExhibitSummary> => {
    const step = playbook.groups.flatMap(({ steps }) => steps).find(({ id }) => id === stepId);
    const query = step?.[variant];
    if (!step || !query) throw new FakeFailure({ code: 'unknownStep', message: `No step ${stepId}.` });
    emit('run.step', { caseId, stepId, variant, state: 'running', exhibit: null });
    await pause(pace);
    if (call.cancelled()) throw new FakeCancelled();
    const number = opened().exhibits.length + 1;
    const failed = stepId === 'hardware';
    const rowCount = failed || stepId === 'firewall' ? 0 : variant === 'guide' ? 37 : 1_204;
    const exhibit: ExhibitSummary = {
      number,
      stepId,
      variant,
      title: step.title,
      role: null,
      outcome: failed ? 'failed' : 'answered',
      error: failed ? { code: 'tableAbsent', message: 'SecurityBaseline is not in this source.' } : null,
      verdicts: failed
        ? [{ kind: 'failed', text: 'The query failed; nothing can be said about the device.' }]
        : variant === 'guide'
          ? [
              { kind: 'setCapped', text: 'IPAddress holds 128 values in row 4: makeset stops there.' },
              { kind: 'unreadableLines', text: '2 lines of SecurityIoTRawEvent.ndjson could not be read.' },
            ]
          : [{ kind: 'complete', text: 'Every row that the source holds for this window was read.' }],
      columns: fakeColumns,
      rowCount,
      sha256: fakeHash(number * 31),
      byteLength: rowCount * 212,
      kql: query.kql,
      kqlSha256: fakeHash(number * 37),
      parameters: Object.fromEntries(
        query.parameters.map(({ name }) => [name, name === 'device' ? 'pump-07' : 'plant']),
      ),
      window: opened().window,
      sourceLabel: 'Local folder sample-workspace',
      startedAt: now(),
      finishedAt: now(),
      versions: { casebook: '0.1.0', duckdb: '1.5.5' },
    };
    record('run', { exhibit: number, stepId, variant }, { exhibits: [...opened().exhibits, exhibit] });
    emit('run.step', { caseId, stepId, variant, state: failed ? 'failed' : 'answered', exhibit: number });
    return exhibit;
  };

  const handlers: FakeHandlers = {
    'shell.info': () => ({
      version: '0.1.0',
      platform: 'linux',
      user: 'r.moss',
      sampleFolder: '/data/sample',
      caseFolder: '/home/r.moss/Documents/Casebook',
    }),
    'shell.recentCases': () => [
      {
        path: '/home/r.moss/Documents/Casebook/Investigation-of-pump-10.casefile',
        title: 'Investigation of pump-10',
        openedAt: '2026-03-15T16:20:11Z',
        exists: true,
      },
      {
        path: '/media/usb/gate.casefile',
        title: 'North gate after the outage',
        openedAt: '2026-03-02T08:00:00Z',
        exists: false,
      },
    ],
    'shell.rememberCase': () => ({}),
    'shell.forgetCase': () => ({}),
    'shell.chooseFolder': () => ({ path: '/data/sample' }),
    'shell.chooseCaseFile': () => ({ path: '/home/r.moss/Documents/Casebook/Investigation-of-pump-10.casefile' }),
    'shell.choosePortableCase': () => ({ path: '/media/usb/pump-10.zip.age' }),
    'shell.chooseSavePath': ({ suggestedPath }) => ({ path: suggestedPath }),
    'shell.takeCaseToOpen': () => ({ path: null }),
    'shell.showInFolder': () => ({}),
    'sources.describe': ({ source }) => {
      const folder = source.kind === 'local' ? source.folder : '';
      if (!written && folder === '/data/sample') {
        throw new FakeFailure({ code: 'folderNotFound', message: `${folder} is not there.` });
      }
      return fakeSource(folder);
    },
    'sources.devices': () => ({ devices: [...fakeDevices], problems: [] }),
    'sources.writeSample': async ({ folder }, { callId, cancelled }) => {
      for (let done = 0; done <= 20_000; done += 2_000) {
        if (cancelled()) throw new FakeCancelled();
        emit('progress', { callId, text: 'Writing the sample workspace', done, total: 20_000 });
        await pause(pace);
      }
      written = true;
      return { folder, seed: 1, tables: [], groundTruthItems: 21 };
    },
    'cases.create': (input) => {
      view = newCase(input.path, input);
      record('create', { path: input.path }, {});
      return opened();
    },
    'cases.open': ({ path }) => {
      view ??= newCase(path);
      record('open', { path }, {});
      return opened();
    },
    'cases.get': opened,
    'cases.close': () => ({}),
    'cases.custody': () => [...events],
    'cases.verify': () => ({
      ok: true,
      checked: {
        exhibits: opened().exhibits.length,
        rows: opened().exhibits.reduce((sum, { rowCount }) => sum + rowCount, 0),
        answers: history.length,
        notes: revisions.length,
        findings: 0,
        bookmarks: 0,
        profiles: 0,
        attachments: 0,
        custodyEvents: events.length,
      },
      problems: [],
      custodyHead: opened().custody.head,
    }),
    'exhibits.run': ({ stepId, variant }, call) => run(stepId, variant ?? 'hardened', call),
    'exhibits.runAll': async (_, call) => {
      const ran: ExhibitSummary[] = [];
      for (const step of playbook.groups.flatMap(({ steps }) => steps)) {
        if (step.guide) ran.push(await run(step.id, 'guide', call));
        if (step.hardened) ran.push(await run(step.id, 'hardened', call));
      }
      return { exhibits: ran, skipped: [], recounted: [] };
    },
    'exhibits.interruptedRun': () => null,
    'exhibits.page': ({ exhibit, offset, limit, sort, filter }) => {
      const all = fakeRows(opened().exhibits.find(({ number }) => number === exhibit)?.rowCount ?? 0);
      const at = (name: string) => fakeColumns.findIndex((column) => column.name === name);
      const passing = all.filter(({ cells }) =>
        Object.entries(filter ?? {}).every(([name, text]) =>
          String(cells[at(name)]).toLowerCase().includes(text.toLowerCase()),
        ),
      );
      if (sort) {
        const index = at(sort.column);
        const order = (a: unknown, b: unknown) => String(a).localeCompare(String(b), 'en', { numeric: true });
        passing.sort((a, b) => order(a.cells[index], b.cells[index]) * (sort.descending ? -1 : 1));
      }
      return { total: passing.length, rows: passing.slice(offset, offset + limit) };
    },
    'exhibits.observations': () =>
      opened().exhibits.length === 0
        ? []
        : [
            {
              rule: 'guessing-then-success',
              text: 'After 214 failed sign-ins from 203.0.113.9, root signed in at 04:31.',
              at: '2026-03-12T04:31:00Z',
              citations: [1, 2, 3, 4, 5, 6].map((row) => ({ exhibit: 1, row })),
            },
          ],
    'answers.put': ({ questionId, value, reason, citations }) => {
      const revision = history.filter((each) => each.questionId === questionId).length + 1;
      const answer: Answer = {
        questionId,
        value,
        reason,
        citations: citations.map((cited) => ({ ...cited, rowSha256: fakeHash(cited.row) })),
        limitation: null,
        answeredAt: now(),
        actor: 'r.moss',
        revision,
      };
      history.push(answer);
      const others = opened().answers.filter((each) => each.questionId !== questionId);
      record('answer', { questionId, value }, { answers: [...others, answer] });
      return answer;
    },
    'answers.history': ({ questionId }) => history.filter((each) => each.questionId === questionId),
    'tasks.put': ({ taskId, state, remark }) => {
      const task = { taskId, state, remark, at: now() };
      record('task', task, { tasks: [...opened().tasks.filter((each) => each.taskId !== taskId), task] });
      return task;
    },
    'notes.add': ({ text }) => {
      const at = now();
      const note: Note = {
        noteId: opened().notes.length + 1,
        text,
        revision: 1,
        createdAt: at,
        revisedAt: at,
        actor: 'r.moss',
      };
      revisions.push(note);
      record('note', { noteId: note.noteId }, { notes: [...opened().notes, note] });
      return note;
    },
    'notes.revise': ({ noteId, text }) => {
      const before = opened().notes.find((each) => each.noteId === noteId);
      if (!before) throw new FakeFailure({ code: 'invalidInput', message: `No note ${noteId}.` });
      const note: Note = { ...before, text, revision: before.revision + 1, revisedAt: now() };
      revisions.push(note);
      record('note', { noteId }, { notes: opened().notes.map((each) => (each.noteId === noteId ? note : each)) });
      return note;
    },
    'notes.revisions': ({ noteId }) => revisions.filter((each) => each.noteId === noteId),
    'reports.write': ({ path }) => ({
      path,
      pageCount: 24,
      byteLength: 612_400,
      sha256: fakeHash(99),
      warnings: ['Exhibit 3 has 1,204 rows: 50 are printed.'],
    }),
  };

  const answer = async (method: string, input: unknown, callId: string): Promise<Result<unknown>> => {
    const failure = failing[method as MethodName];
    if (failure) return { ok: false, error: failure };
    const handler = handlers[method as MethodName] as ((input: unknown, call: FakeCall) => unknown) | undefined;
    if (!handler) return { ok: false, error: { code: 'unknownMethod', message: `No method ${method}.` } };
    try {
      return { ok: true, value: await handler(input, { callId, cancelled: () => cancelledCalls.has(callId) }) };
    } catch (error) {
      if (error instanceof FakeCancelled) return { ok: false, cancelled: true };
      if (error instanceof FakeFailure) return { ok: false, error: error.failure };
      return { ok: false, error: { code: 'unexpected', message: String(error) } };
    }
  };

  return {
    invoke: answer,
    cancel: (callId) => void cancelledCalls.add(callId),
    subscribe(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
  };
}
