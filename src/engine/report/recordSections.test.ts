import { describe, expect, test } from 'vitest';
import type { Finding } from '../../shared/contract/index.ts';
import { type ExampleCase, exampleInput, examplePlaybook } from './exampleCase.ts';
import { buildReport } from './model.ts';

const columns = Array.from({ length: 20 }, (_, index) => ({ name: `C${index}`, type: 'string' as const }));
const exhibit = {
  stepId: 'users',
  variant: 'hardened' as const,
  title: 'Users',
  columns,
  rows: [columns.map((_, index) => (index === 1 ? null : `cell ${index}`))],
};
const stamp = { actor: 'A. Examiner', createdAt: '2026-11-24T06:00:00Z', revisedAt: '2026-11-24T06:10:00Z' };
const rowSha256 = '0'.repeat(64);
const finding = (findingId: number, severity: Finding['severity'], more: Partial<Finding> = {}): Finding => ({
  findingId,
  revision: 1,
  title: `Title ${findingId}`,
  severity,
  techniques: [],
  reason: '',
  alternatives: '',
  confidence: 'low',
  citations: [],
  ...stamp,
  ...more,
});
const build = (more: Partial<ExampleCase>) =>
  buildReport(exampleInput({ playbook: examplePlaybook, exhibits: [exhibit], ...more }));

describe('findings', () => {
  const list = [
    finding(1, 'low'),
    finding(2, 'critical', {
      revision: 3,
      techniques: ['T1110.003', 'T1078'],
      reason: 'It **came in**.',
      alternatives: '- a test',
      confidence: 'high',
      citations: [{ exhibit: 1, row: 1, rowSha256 }],
    }),
    finding(3, 'low'),
  ];
  const model = build({ findings: list });
  test('stand by severity, and in the summary too', () => {
    expect(model.findings.list.map(({ number }) => number)).toEqual([2, 1, 3]);
    expect(model.findings.lead).toContain('3 findings: 1 critical, 2 low.');
    expect(model.summary.findings.map(({ severity, title }) => [severity.text, title])).toEqual([
      ['Critical', 'Title 2'],
      ['Low', 'Title 1'],
      ['Low', 'Title 3'],
    ]);
  });
  test('say who concluded what, how surely, and on which rows', () => {
    expect(model.findings.list[0]).toMatchObject({
      severity: { text: 'Critical', tone: 'bad' },
      confidence: { text: 'Confidence: high' },
      techniques: ['T1110.003', 'T1078'],
      byline: 'A. Examiner, 2026-11-24 06:00:00 UTC; revision 3 of 2026-11-24 06:10:00 UTC',
      reason: [{ kind: 'paragraph' }],
      alternatives: [{ kind: 'list' }],
      citedRows: [{ citation: { exhibit: 1, row: 1 }, moreCells: '3 more cells of this row in the exhibit.' }],
    });
    expect(model.findings.list[0]?.citedRows[0]?.cells.map(({ name }) => name)).toEqual(
      [0, ...Array.from({ length: 15 }, (_, index) => index + 2)].map((index) => `C${index}`),
    );
  });
  test('a case without any says so', () => {
    expect(build({}).findings).toEqual({ lead: 'No finding has been recorded in this case.', list: [] });
  });
});

test('bookmarks show their row, attachments their hash, deletions what they took out of force', () => {
  const model = build({
    bookmarks: [{ bookmarkId: 4, revision: 1, exhibit: 1, row: 7, rowSha256, comment: 'odd', ...stamp }],
    attachments: [
      {
        number: 2,
        name: 'a.png',
        mediaType: 'image/png',
        byteLength: 1234,
        sha256: 'ab',
        comment: 'c',
        actor: '',
        at: stamp.createdAt,
      },
    ],
    deletions: [
      {
        tombstone: { kind: 'finding', id: 9, reason: 'Wrong device.', actor: 'B', at: stamp.createdAt },
        name: 'An old title',
      },
      { tombstone: { kind: 'note', id: 3, reason: 'Twice.', actor: '', at: stamp.createdAt }, name: '' },
    ],
  });
  expect(model.bookmarks[0]).toMatchObject({
    label: 'Bookmark 4',
    comment: 'odd',
    row: { citation: { exhibit: 1, row: 7 }, problem: 'Exhibit 1 has no row 7.' },
  });
  expect(model.attachments[0]).toMatchObject({
    name: 'a.png',
    size: '1,234 bytes',
    sha256: 'ab',
    comment: 'c',
    byline: 'Unnamed examiner, 2026-11-24 06:00:00 UTC',
  });
  expect(model.deletions).toEqual([
    { what: 'Finding 9: An old title', at: '2026-11-24 06:00:00 UTC', actor: 'B', reason: 'Wrong device.' },
    { what: 'Note 3', at: '2026-11-24 06:00:00 UTC', actor: 'Unnamed examiner', reason: 'Twice.' },
  ]);
});
