import { expect, test } from 'vitest';
import type { Playbook } from '../../shared/contract/index.ts';
import { type ExampleExhibit, exampleInput } from './exampleCase.ts';
import { buildReport } from './model.ts';

const query = { kql: 'T', parameters: [] };
const playbook: Playbook = {
  id: 'p',
  version: '1',
  title: 'P',
  attribution: '',
  introduction: '',
  preparation: { title: 'Before', tasks: [] },
  groups: [
    {
      id: 'g',
      title: 'G',
      steps: [
        {
          id: 'ports',
          title: 'Open ports',
          purpose: 'Ports.',
          guide: query,
          hardened: query,
          companions: [
            {
              id: 'left-out',
              of: 'guide',
              title: 'Left out',
              query,
              items: [
                { id: 'high', title: 'Ports above 1024' },
                { id: 'broken', title: 'Rows that cannot be read' },
              ],
            },
          ],
          sameRows: [{ guide: 'Port', hardened: 'Port' }],
          tables: [],
          questions: [{ id: 'ports-1', guideNumber: 1, text: 'Which?' }],
          cautions: [],
          attack: [],
        },
      ],
    },
  ],
  closing: { title: 'After', tasks: [] },
};
const run: ExampleExhibit = {
  stepId: 'ports',
  variant: 'guide',
  columns: [{ name: 'Port', type: 'long' }],
  rows: [[22]],
};
const counts: ExampleExhibit = {
  ...run,
  role: { role: 'companion', ofExhibit: 1, name: 'left-out' },
  columns: [
    { name: 'Item', type: 'string' },
    { name: 'Rows', type: 'long' },
  ],
  rows: [['high', 26]],
};
const build = (more: Partial<Parameters<typeof exampleInput>[0]>) => buildReport(exampleInput({ playbook, ...more }));
const stepOf = (report: ReturnType<typeof build>) => report.groups[0]?.steps[0];

test('a step tells what its query leaves out, and its counts are no answer of the step', () => {
  const report = build({ exhibits: [run, counts] });
  expect(stepOf(report)?.leftOut).toEqual([
    {
      title: 'Left out (exhibit 2)',
      counts: [{ count: '26', title: 'Ports above 1024' }],
      zeros: 'None: Rows that cannot be read.',
      problem: null,
    },
  ]);
  expect(stepOf(report)?.exhibits.map(({ number }) => number)).toEqual([1]);
  expect(stepOf(report)?.olderNote).toBeNull();
  const failed = { ...counts, rows: [], failure: { code: 'kqlRun', message: 'Out of memory.' } };
  expect(stepOf(build({ exhibits: [run, failed] }))?.leftOut[0]?.problem).toContain('Out of memory.');
});

test('the two queries of a step stand beside each other by their keys', () => {
  const beside = {
    guide: 1,
    hardened: 2,
    key: ['Port'],
    rows: [
      { key: ['8888'], guide: [], hardened: [3] },
      { key: ['22'], guide: [1], hardened: [1] },
    ],
  };
  expect(stepOf(build({ beside }))?.differences).toEqual([
    'The guide’s query (exhibit 1) and the hardened one (exhibit 2) by Port: 1 key in both.',
    'No key only in exhibit 1.',
    '1 key only in exhibit 2: 8888.',
  ]);
});

test('a recount that differs stands beside its exhibit, and the raw events are no query of the examiner', () => {
  const raw: ExampleExhibit = {
    ...run,
    stepId: null,
    variant: 'adhoc',
    role: { role: 'raw', ofExhibit: null, name: 'device' },
  };
  const differing: ExampleExhibit = {
    ...run,
    role: { role: 'recomputed', ofExhibit: 1, name: '' },
    verdicts: [{ kind: 'summaryDiffers', text: '1 row differs.' }],
  };
  const report = build({ exhibits: [run, raw, differing] });
  expect(stepOf(report)?.exhibits.map(({ number }) => number)).toEqual([1, 3]);
  expect(report.ownQueries).toEqual([]);
  expect(report.register.map(({ shown }) => shown)).toEqual([true, false, true]);
  expect(report.scope.facts).toContainEqual({
    name: 'Raw events',
    value: '1 event in exhibit 2; no answer was recounted from them',
  });
});

test('an answer’s limitation, both windows and the clock are told', () => {
  const clock = {
    exhibit: 2,
    deviceId: 'pump-1',
    asked: { from: '2019-04-11T00:00:00Z', to: '2019-04-19T00:00:00Z' },
    covered: { from: '2019-04-12T00:00:00Z', to: '2019-04-18T00:00:00Z' },
    events: 3,
    median: '600000000',
    least: '0',
    most: '36000000000',
    early: 0,
    localOffset: { minutes: 120, events: 3, of: 3 },
  };
  const answers = [
    { questionId: 'ports-1', value: 'expected' as const, reason: 'r', citations: [], limitation: 'Two days only.' },
  ];
  const report = build({ clock, answers, exhibits: [run] });
  expect(report.questions.guide[0]?.answered[0]?.limitation).toBe('Two days only.');
  const facts = Object.fromEntries(report.scope.facts.map(({ name, value }) => [name, value]));
  expect(facts['Window asked']).toContain('2019-04-11');
  expect(facts['Window covered']).toContain('2019-04-12');
  expect(facts['Device’s clock']).toContain('UTC+02:00 by 3 of 3 events');
});
