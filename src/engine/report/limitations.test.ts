import { expect, test } from 'vitest';
import { type ExampleCase, exampleInput, examplePlaybook } from './exampleCase.ts';
import { buildReport } from './model.ts';

const users = {
  stepId: 'users',
  variant: 'guide',
  columns: [{ name: 'UserName', type: 'string' }],
  rows: [['pi']],
} as const;
const build = (more: Partial<ExampleCase>) => buildReport(exampleInput({ playbook: examplePlaybook, ...more }));

test('why an answer was given on incomplete exhibits stands among the limitations', () => {
  const answer = {
    questionId: 'users-1',
    value: 'expected' as const,
    reason: 'r',
    citations: [],
    limitation: 'Only a week.',
  };
  expect(build({ answers: [answer] }).limitations).toContain(
    'Answered as expected on exhibits that are not complete: “Which users?” (Users). Limitation: Only a week.',
  );
  expect(build({ answers: [{ ...answer, limitation: null }] }).limitations.join()).not.toContain('Answered as');
});

test('a service is no copy: the limitations and the way to ask it again say so', () => {
  const input = exampleInput({ playbook: examplePlaybook });
  const { cluster, database } = { cluster: 'https://plant.westeurope.kusto.windows.net', database: 'old logs' };
  const source = {
    kind: 'database',
    cloud: 'public',
    tenant: null,
    account: null,
    cluster,
    database,
    waitSeconds: 180,
  } as const;
  const model = buildReport({ ...input, view: { ...input.view, source } });
  expect(model.limitations.join()).toContain('keeps rows for a limited time');
  expect(model.limitations.join()).not.toContain('a copy of tables');
  expect(model.verify.map(({ command }) => command)).toContain(
    `casebook query --cluster ${cluster} --database 'old logs' --from FROM --to TO --file QUERY.kql`,
  );
  expect(buildReport(input).limitations.join()).toContain('a copy of tables');
});

test('what was asked for parts of the window, and what no part covers, is a limitation', () => {
  const input = exampleInput({ playbook: examplePlaybook, exhibits: [users, users] });
  const [first, second] = input.view.exhibits;
  if (!first || !second) throw new Error('the example has no exhibits');
  const middle = '2019-04-15T00:00:00Z';
  const verdicts = [{ kind: 'narrowerWindow' as const, text: '' }];
  const part = (exhibit: typeof first, window: typeof first.window) => ({ ...exhibit, window, verdicts });
  const early = part(first, { ...first.window, to: middle });
  const late = part(second, { ...second.window, from: middle });
  const of = (exhibits: (typeof first)[]) =>
    buildReport({ ...input, view: { ...input.view, exhibits } }).limitations.join('\n');
  expect(of([early])).toContain(
    'The guide’s query of “Users” was asked for parts of the window (exhibit 1). None of them covers 2019-04-15 00:00:00 UTC to 2019-04-19',
  );
  expect(of([early])).toMatch(/not run: .*Users/);
  expect(of([early, late])).toContain('(exhibits 1, 2). Together they cover the window;');
  expect(of([first, second])).not.toContain('parts of the window');
});
