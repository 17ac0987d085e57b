import { describe, expect, test } from 'vitest';
import type { Playbook } from '../../shared/contract/index.ts';
import { type ExampleCase, type ExampleExhibit, exampleInput } from './exampleCase.ts';
import { buildReport } from './model.ts';

const step = (
  id: string,
  title: string,
  tables: string[],
  questions: Playbook['groups'][number]['steps'][number]['questions'],
) => ({
  id,
  title,
  purpose: `Purpose of ${title}`,
  tables,
  questions,
  cautions: [],
  attack: ['T1078'],
});
const playbook: Playbook = {
  id: 'suspicious-iot-device',
  version: '1.2.3',
  title: 'Investigate',
  attribution: 'Quoted from the guide.',
  introduction: 'Read this first.',
  preparation: {
    title: 'Data',
    tasks: [
      { id: 'open-hub', text: 'Open your IoT hub.' },
      { id: 'save', text: 'Click Save.' },
    ],
  },
  groups: [
    {
      id: 'guide',
      title: 'Guide',
      steps: [
        step('related-alerts', 'Related alerts', ['SecurityAlert'], []),
        step(
          'users',
          'Users',
          ['SecurityIoTRawEvent'],
          [
            { id: 'users-1', guideNumber: 1, text: 'Which users?' },
            { id: 'users-2', guideNumber: 2, text: 'As expected?' },
          ],
        ),
      ],
    },
    {
      id: 'more',
      title: 'More',
      steps: [
        step('gaps', 'Gaps', ['SecurityIoTRawEvent'], [{ id: 'gaps-1', guideNumber: null, text: 'When silent?' }]),
      ],
    },
  ],
  closing: { title: 'Next steps', tasks: [{ id: 'alerts', text: 'Custom alerts', detail: 'To improve.' }] },
};
const text = { name: 'UserName', type: 'string' as const };
const users = (variant: ExampleExhibit['variant'], rows: number): ExampleExhibit => ({
  stepId: 'users',
  variant,
  title: 'Users',
  columns: [text],
  rows: Array.from({ length: rows }, (_, row) => [`user-${row + 1}`]),
});
const build = (more: Partial<ExampleCase> = {}) => buildReport(exampleInput({ playbook, ...more }));
const hash = { rowSha256: '0'.repeat(64) };

describe('answers', () => {
  const model = build({
    exhibits: [users('guide', 3)],
    answers: [
      {
        questionId: 'users-1',
        value: 'unexpected',
        reason: 'Nobody knows user-2.',
        citations: [{ exhibit: 1, row: 2, ...hash }],
      },
      { questionId: 'users-2', value: 'notAnswered', reason: 'taken back', citations: [] },
    ],
  });
  test('are counted by value, the guide’s apart from ours', () => {
    expect(model.cover.tiles.map(({ count, chip, split }) => [chip.text, count, split])).toEqual([
      ['Unexpected', '1', 'guide 1 · Casebook 0'],
      ['Unknown', '0', 'guide 0 · Casebook 0'],
      ['Expected', '0', 'guide 0 · Casebook 0'],
      ['Open', '2', 'guide 1 · Casebook 1'],
    ]);
    expect(model.summary.lead).toBe(
      '1 of the playbook’s 3 questions is answered: 1 unexpected, 0 unknown, 0 as expected. 2 are open.',
    );
  });
  test('show the rows that they cite', () => {
    expect(model.questions.guide[0]?.answered[0]?.citedRows).toEqual([
      {
        citation: { exhibit: 1, row: 2 },
        title: 'Users',
        cells: [{ name: 'UserName', cell: { kind: 'text', text: 'user-2', cut: 0 }, short: true }],
        moreCells: null,
        problem: null,
      },
    ]);
    expect(model.summary.unexpected[0]).toMatchObject({
      reason: 'Nobody knows user-2.',
      sources: { citations: [{ exhibit: 1, row: 2 }], more: null },
    });
  });
  test('that were taken back or never given are open', () => {
    expect(model.questions.guide[0]?.open.map((question) => question.text)).toEqual(['As expected?']);
    expect(model.questions.own[0]?.open.map((question) => question.text)).toEqual(['When silent?']);
    expect(model.summary.open.map((question) => question.text)).toEqual(['As expected?']);
    expect(model.summary.openLead).toContain('1 question of Casebook’s own is open as well');
    expect(model.limitations).toContain('2 questions of the playbook are open.');
  });
  test('that cite more rows than fit name the rest', () => {
    const citations = Array.from({ length: 15 }, (_, row) => ({ exhibit: 1, row: row + 1, ...hash }));
    const many = build({
      exhibits: [users('guide', 20)],
      answers: [{ questionId: 'users-1', value: 'unknown', reason: '', citations }],
    });
    const block = many.questions.guide[0]?.answered[0];
    expect(block?.citedRows).toHaveLength(12);
    expect(block?.moreCitations).toBe('3 more rows cited: exhibit 1 row 13, exhibit 1 row 14, exhibit 1 row 15.');
  });
});

describe('exhibits', () => {
  test('show the newest of each variant, and say how many are older', () => {
    const model = build({ exhibits: [users('guide', 1), users('guide', 2), users('hardened', 3)] });
    const block = model.groups[0]?.steps[1];
    expect(block?.exhibits.map((exhibit) => exhibit.number)).toEqual([2, 3]);
    expect(block?.olderNote).toBe('1 older run of this step is in the list of exhibits.');
    expect(model.register.map((exhibit) => exhibit.shown)).toEqual([false, true, true]);
  });
  test('of a part of the window stand after the step’s own, and never in their place', () => {
    const part: ExampleExhibit = {
      ...users('guide', 2),
      verdicts: [{ kind: 'narrowerWindow', text: 'A part alone.' }],
    };
    const failure = { code: 'queryTimeout', message: 'Not in time.' };
    const block = (exhibits: readonly ExampleExhibit[]) => build({ exhibits }).groups[0]?.steps[1];
    const shown = block([{ ...users('guide', 0), failure, verdicts: [{ kind: 'failed', text: '' }] }, part, part]);
    expect(shown?.exhibits.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(shown?.exhibits[1]?.verdictTexts).toEqual(['A part alone.']);
    expect(shown?.olderNote).toBeNull();
    expect(block([part])?.notRun).toBe('This step was not run for the whole window.');
    expect(block([part, users('guide', 3)])?.olderNote).toContain('1 older run');
  });
  test('are cut at 50 rows, with the count of what is left out', () => {
    const table = build({ exhibits: [users('guide', 1234)] }).groups[0]?.steps[1]?.exhibits[0]?.table;
    expect(table?.rows).toHaveLength(50);
    expect(table?.leftOut).toBe(
      'The first 50 of 1,234 rows are shown; 1,184 rows left out. Exhibit 1 of the case file has all of them.',
    );
    expect(build({ exhibits: [users('guide', 50)] }).groups[0]?.steps[1]?.exhibits[0]?.table?.leftOut).toBeNull();
  });
  test('without rows conclude nothing unless they are complete', () => {
    const note = (verdicts?: ExampleExhibit['verdicts']) =>
      build({ exhibits: [{ ...users('guide', 0), ...(verdicts ? { verdicts } : {}) }] }).groups[0]?.steps[1]
        ?.exhibits[0]?.emptyNote;
    expect(note()).toBe('The query returned no rows.');
    expect(note([{ kind: 'truncated', text: 'cut' }])).toContain('nothing can be concluded');
  });
  test('that failed say why, and count as incomplete', () => {
    const model = build({
      exhibits: [
        {
          ...users('guide', 0),
          verdicts: [{ kind: 'failed', text: 'The query failed.' }],
          failure: { code: 'tableAbsent', message: 'No such table.' },
        },
      ],
    });
    expect(model.groups[0]?.steps[1]?.exhibits[0]).toMatchObject({
      error: 'tableAbsent: No such table.',
      table: null,
      emptyNote: null,
    });
    expect(model.summary.completeness.lead).toBe('0 of 1 exhibit are complete.');
    expect(model.summary.completeness.lines).toEqual([{ chip: { text: 'Failed', tone: 'bad' }, text: 'Exhibit 1' }]);
  });
  test('a step that was not run says so', () => {
    expect(build().groups[1]?.steps[0]?.notRun).toBe('This step was not run.');
    expect(build().limitations[1]).toContain('3 steps of the playbook were not run');
  });
  test('the examiner’s own have a place of their own', () => {
    const own: ExampleExhibit = { ...users('adhoc', 1), stepId: null, title: 'Mine' };
    expect(build({ exhibits: [own, own] }).ownQueries.map((exhibit) => exhibit.number)).toEqual([1, 2]);
  });
});

describe('alerts', () => {
  const columns = ['TimeGenerated', 'AlertName', 'AlertSeverity', 'Description'].map((name) => ({
    name,
    type: 'string' as const,
  }));
  const rows = [['2019-04-18T12:00:00Z', 'Brute force', 'High', 'Many attempts.']];
  test('come from the hardened exhibit where there is one', () => {
    const guide: ExampleExhibit = { stepId: 'related-alerts', variant: 'guide', columns, rows: [...rows, ...rows] };
    expect(build({ exhibits: [guide] }).alerts).toMatchObject({
      exhibit: 1,
      lead: '2 alerts matched the guide’s query.',
    });
    const both = build({ exhibits: [{ ...guide, variant: 'hardened', rows }, guide] }).alerts;
    expect(both).toMatchObject({
      exhibit: 1,
      lead: '1 alert matched the hardened query.',
      rows: [{ row: 1, time: '2019-04-18 12:00:00Z', severity: { text: 'High', tone: 'bad' }, name: 'Brute force' }],
    });
  });
  test('say when they were not asked for', () => expect(build().alerts.lead).toContain('have not been queried'));
});

test('observations, tasks and custody are stated as the case holds them', () => {
  const model = build({
    exhibits: [users('guide', 1)],
    observations: [
      {
        rule: 'r',
        at: null,
        text: 'An observation.',
        citations: Array.from({ length: 8 }, (_, row) => ({ exhibit: 1, row: row + 1 })),
      },
    ],
    tasks: [{ taskId: 'save', state: 'done', remark: 'By operations.', at: '2026-11-24T06:00:00Z' }],
  });
  expect(model.summary.observations[0]).toMatchObject({
    text: 'An observation.',
    sources: { more: 'and 2 more rows' },
  });
  expect(model.scope.preparation.tasks.map((task) => [task.state.text, task.remark])).toEqual([
    ['Open', ''],
    ['Done', 'By operations.'],
  ]);
  expect(model.closing.tasks[0]).toMatchObject({
    text: 'Custom alerts',
    detail: 'To improve.',
    state: { text: 'Open' },
  });
  expect(model.custody.events.map((event) => event.action)).toEqual(['create', 'run']);
  expect(model.custody.events[0]?.detail).toMatchObject({ text: 'title: pump-1 on contoso-plant · formatVersion: 1' });
  expect(model.cover.custodyHead).toBe(model.custody.events.at(-1)?.hash);
  expect(model.verify[1]?.text).toContain('event 2 must have the head on the cover');
});

test('a very long custody chain keeps its beginning and its end', () => {
  const exhibits = Array.from({ length: 800 }, () => users('guide', 0));
  const { events, leftOut } = build({ exhibits }).custody;
  expect(events).toHaveLength(600);
  expect(events.at(-1)?.sequence).toBe('801');
  expect(leftOut).toContain('201 events between number 100');
});
