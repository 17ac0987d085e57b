import { expect, it } from 'vitest';
import type { Finding, Playbook } from '../../../shared/contract/index.ts';
import { fakeHash, fakePlaybook } from '../../api/testing/fakeData.ts';
import { blankFinding, contentOf, draftOf, isBlank, techniquesIn, techniquesOfCited } from './findingDraft.ts';

const finding: Finding = {
  findingId: 2,
  revision: 3,
  title: 'Password guessed',
  severity: 'high',
  techniques: ['T1110.001', 'T1078'],
  reason: 'A day of failures.',
  alternatives: '',
  confidence: 'moderate',
  citations: [{ exhibit: 4, row: 1, rowSha256: fakeHash(1) }],
  createdAt: '2026-03-16T09:00:00Z',
  revisedAt: '2026-03-16T09:00:00Z',
  actor: 'r.moss',
};

it('says again what the case holds when nothing was changed', () => {
  const { title, severity, techniques, reason, alternatives, confidence } = finding;
  expect(contentOf(draftOf(finding))).toEqual({
    ...{ title, severity, techniques, reason, alternatives, confidence },
    citations: [{ exhibit: 4, row: 1 }],
  });
});

it('is blank until something is written or cited', () => {
  expect(isBlank({ ...blankFinding, severity: 'critical', title: ' ' })).toBe(true);
  expect(isBlank({ ...blankFinding, alternatives: 'A backup job' })).toBe(false);
  expect(isBlank({ ...blankFinding, citations: [{ exhibit: 1, row: 1 }] })).toBe(false);
});

it('reads technique ids however they are parted, and names what is none', () => {
  expect(techniquesIn(' t1110.001, T1078;T1110.001\nT0859 ')).toEqual({
    techniques: ['T1110.001', 'T1078', 'T0859'],
    wrong: [],
  });
  expect(techniquesIn('T1110.1, brute').wrong).toEqual(['T1110.1', 'brute']);
  expect(techniquesIn('')).toEqual({ techniques: [], wrong: [] });
});

it('offers the techniques of the steps cited, without those named already', () => {
  const [group] = fakePlaybook.groups;
  const [users, ports] = group?.steps ?? [];
  if (!group || !users || !ports) throw new Error('the playbook of tests has two steps');
  const steps = [
    { ...users, attack: ['T1098', 'T1078'] },
    { ...ports, attack: ['T1571'] },
  ];
  const playbook: Playbook = { ...fakePlaybook, groups: [{ ...group, steps }] };
  const exhibits = [
    { number: 1, stepId: 'users' },
    { number: 3, stepId: 'ports' },
  ];
  const cites = (exhibit: number) => ({ ...blankFinding, techniques: 't1098', citations: [{ exhibit, row: 1 }] });
  expect(techniquesOfCited({ playbook, exhibits }, cites(1))).toEqual(['T1078']);
  expect(techniquesOfCited({ playbook, exhibits }, cites(3))).toEqual(['T1571']);
  expect(techniquesOfCited({ playbook, exhibits }, blankFinding)).toEqual([]);
});
