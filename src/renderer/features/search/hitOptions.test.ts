import { expect, test } from 'vitest';
import type { Found, SearchHit } from '../../../shared/contract/index.ts';
import { hitGroups, placeText, summaryText } from './hitOptions.ts';

const row: SearchHit = {
  kind: 'row',
  exhibit: 4,
  row: 7,
  field: 'UserName',
  id: null,
  snippet: { text: 'kworkerds', ranges: [{ from: 0, to: 9 }] },
};
const note: SearchHit = { ...row, kind: 'note', exhibit: null, row: null, field: 'text', id: '2' };
const found: Found = {
  total: 13,
  totalIsExact: false,
  searched: 2,
  unreadable: [],
  cases: [
    {
      path: '/a.casefile',
      caseId: null,
      title: 'Pump',
      total: 13,
      totalIsExact: false,
      groups: [
        { kind: 'note', exhibit: null, title: '', total: 1, hits: [note] },
        { kind: 'row', exhibit: 4, title: 'Sign-ins', total: 12, hits: [row, row] },
      ],
      index: { complete: false, rowsDone: 40, rows: 100 },
    },
  ],
};

test('rows stand under their exhibit, records under their kind, and each heading names its case where there are several', () => {
  expect(hitGroups(found, false).map(({ title, total }) => [title, total])).toEqual([
    ['Notes', 1],
    ['Exhibit 4: Sign-ins', 12],
  ]);
  expect(hitGroups(found, true).map(({ title }) => title)).toEqual(['Pump › Notes', 'Pump › Exhibit 4: Sign-ins']);
});

test('every hit has a key of its own', () => {
  const keys = hitGroups(found, true).flatMap(({ options }) => options.map(({ key }) => key));
  expect(new Set(keys).size).toBe(3);
});

test('a hit says where it is', () => {
  const answer: SearchHit = { ...note, kind: 'answer', id: 'logins-3', field: 'reason' };
  const facts: SearchHit = { ...note, kind: 'case', id: null, field: 'device' };
  const places = [row, note, answer, facts].map((each) => placeText(each));
  expect(places).toEqual(['Row 7, UserName', 'Note 2', 'logins-3, reason', 'device']);
});

test('the summary says that counting stopped and what is not indexed yet', () => {
  expect(summaryText(found)).toBe('At least 13 places in 2 cases. Not all is indexed yet: 60 rows to go.');
  expect(summaryText({ ...found, total: 1, totalIsExact: true, searched: 1, cases: [] })).toBe('1 place in 1 case.');
});
