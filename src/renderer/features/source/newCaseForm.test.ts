import { expect, test } from 'vitest';
import { fakeDevices, fakeSource } from '../../api/testing/fakeData.ts';
import { lookAlikes } from './lookAlikes.ts';
import { checkNewCase, coverageOf, newCaseDraft, suggestedPath, windowOf } from './newCaseForm.ts';

const [pump] = fakeDevices;
if (!pump) throw new Error('the fake has no device');
const coverage = coverageOf(fakeSource('/data'));
const draft = newCaseDraft(pump, { user: 'r.moss', caseFolder: '/home/r.moss/cases', coverage });

test('fills the form from the device, the user and the coverage', () => {
  expect(draft).toEqual({
    title: 'Investigation of pump-07',
    examiner: 'r.moss',
    hubName: 'plant',
    from: '2026-03-02T00:00:00Z',
    to: '2026-03-16T00:00:00.0000001Z',
    path: '/home/r.moss/cases/Investigation-of-pump-07.casefile',
  });
  expect(checkNewCase(draft)).toEqual({});
});

test('names what must be mended, field by field', () => {
  expect(Object.keys(checkNewCase({ ...draft, title: ' ', hubName: '', from: 'x', path: '' })).sort()).toEqual([
    'from',
    'hubName',
    'path',
    'title',
  ]);
  expect(checkNewCase({ ...draft, to: draft.from })).toEqual({ to: 'The end must be later than the beginning.' });
});

test('asks for a window only where it is not all that the source covers', () => {
  expect(windowOf(draft, coverage)).toBeUndefined();
  expect(windowOf({ ...draft, from: '2026-03-05' }, coverage)).toEqual({ from: '2026-03-05T00:00:00Z', to: draft.to });
});

test('makes a file name that every system takes', () => {
  expect(suggestedPath('C:\\Cases\\', "gate-(north)'s: Ü?")).toBe('C:\\Cases\\gate-north-s-Ü.casefile');
  expect(suggestedPath('/c', '???')).toBe('/c/case.casefile');
});

test('names the ids that are easily taken for this one', () => {
  const ids = ['pump-1', 'pump-10', 'PUMP-1', 'valve-1'];
  expect(lookAlikes('pump-1', ids)).toEqual(['PUMP-1', 'pump-10']);
  expect(lookAlikes('pump-10', ids)).toEqual(['PUMP-1', 'pump-1']);
  expect(lookAlikes('valve-1', ids)).toEqual([]);
});
