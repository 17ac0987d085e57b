import { expect, test } from 'vitest';
import { type ExampleCase, exampleInput, examplePlaybook } from './exampleCase.ts';
import { buildReport } from './model.ts';

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
    `casebook query --cluster ${cluster} --database 'old logs' --file QUERY.kql`,
  );
  expect(buildReport(input).limitations.join()).toContain('a copy of tables');
});
