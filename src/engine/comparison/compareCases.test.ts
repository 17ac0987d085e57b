import { afterAll, expect, test } from 'vitest';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import type { PlaybookStep } from '../../shared/contract/index.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { answerBody, testCapture, testFacts, testFolder, testPlaybook } from '../casefile/testCase.ts';
import { compareCases } from './compareCases.ts';

const place = testFolder();
const cases = createCaseRegistry('0.1.0');
afterAll(() => {
  cases.closeAll();
  place.remove();
});

const step = (id: string): PlaybookStep => ({
  id,
  title: id,
  purpose: '',
  hardened: { kql: 'T', parameters: [], compare: { key: ['Name'], values: ['Groups'] } },
  tables: [],
  questions: [],
  cautions: [],
  attack: [],
});
const playbook = {
  ...testPlaybook,
  groups: [{ id: 'all', title: 'All', steps: ['users', 'ports', 'logins'].map(step) }],
};
const columns: Column[] = [
  { name: 'Name', type: 'string' },
  { name: 'Groups', type: 'string' },
];

async function caseWith(name: string, answers: Record<string, [Column[], string]>) {
  const file = cases.create(place.at(`${name}.casefile`), { ...testFacts, playbook });
  for (const [stepId, [answered, rows]] of Object.entries(answers)) {
    await file.addExhibit(testCapture(answerBody(answered, rows), { stepId, variant: 'hardened' }));
  }
  return file;
}

test('answers that do not fit together are named with the reason, and the others are compared', async () => {
  const before = await caseWith('before', {
    users: [columns, '[["pi","video"]]'],
    ports: [columns.slice(0, 1), '[["tcp"]]'],
    logins: [columns, '[]'],
  });
  const after = await caseWith('after', {
    users: [columns, '[["pi","video;sudo"]]'],
    ports: [columns, '[["tcp","x"]]'],
  });
  const { comparisons, missing, refused } = compareCases(before, after);
  expect(comparisons.map(({ stepId, counts }) => [stepId, counts.changed])).toEqual([['users', 1]]);
  expect(missing).toEqual([{ stepId: 'logins', variant: 'hardened', answeredIn: 'before' }]);
  expect(refused).toEqual([
    {
      stepId: 'ports',
      variant: 'hardened',
      reason: 'Exhibit 2 of the case "Press 17" has no column Groups. It has: Name.',
    },
  ]);
});
