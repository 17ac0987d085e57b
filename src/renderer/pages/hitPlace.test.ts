import { expect, test } from 'vitest';
import type { SearchHit } from '../../shared/contract/index.ts';
import { casePageAfter, startOfCase } from './casePlace.ts';
import { hitEvent } from './hitPlace.ts';

const view = {
  exhibits: [{ number: 4, stepId: 'logins', variant: 'guide', role: null }],
  playbook: {
    groups: [
      {
        steps: [
          { id: 'alerts', questions: [] },
          { id: 'logins', questions: [{ id: 'logins-1' }] },
        ],
      },
    ],
    closing: { tasks: [{ id: 'block' }] },
  },
} as const;

const hit = (kind: SearchHit['kind'], more: Partial<SearchHit> = {}): SearchHit => ({
  kind,
  exhibit: null,
  row: null,
  field: 'text',
  id: null,
  snippet: { text: '', ranges: [] },
  ...more,
});
const after = (found: SearchHit) => {
  const { place, exhibit, goTo } = casePageAfter(startOfCase, hitEvent(view, found));
  return { ...place, ...(exhibit && { exhibit }), ...(goTo && { goTo: goTo.row }) };
};

test.each([
  ['row', { exhibit: 4, row: 7 }, { kind: 'step', stepId: 'logins', exhibit: 4, goTo: 7 }],
  ['query', { exhibit: 4 }, { kind: 'step', stepId: 'logins', exhibit: 4 }],
  ['exhibit', { exhibit: 4 }, { kind: 'step', stepId: 'logins', exhibit: 4 }],
  ['answer', { id: 'logins-1' }, { kind: 'step', stepId: 'logins', questionId: 'logins-1' }],
  ['finding', { id: '12' }, { kind: 'findings', findingId: 12 }],
  ['bookmark', { id: '3', exhibit: 4, row: 7 }, { kind: 'bookmarks' }],
  ['attachment', { id: '1' }, { kind: 'attachments' }],
  ['note', { id: '2' }, { kind: 'notes' }],
  ['task', { id: 'collect' }, { kind: 'preparation' }],
  ['task', { id: 'block' }, { kind: 'closing' }],
  ['case', {}, { kind: 'overview' }],
] as const)('a hit of kind %s %j leads to its place', (kind, more, place) => {
  expect(after(hit(kind, more))).toEqual(place);
});
