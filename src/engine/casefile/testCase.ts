import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import type { Playbook } from '../../shared/contract/index.ts';
import type { Capture, CaseFacts, CaseFile, FindingContent } from './caseFile.ts';
import { createCaseRegistry } from './caseRegistry.ts';

/** A small playbook of the shape that the product ships, for tests of the case file. */
export const testPlaybook: Playbook = {
  id: 'suspicious-iot-device',
  version: '1',
  title: 'Ein verdächtiges Gerät',
  attribution: 'ours',
  introduction: '',
  preparation: { title: 'Before', tasks: [{ id: 'access', text: 'Check the access' }] },
  groups: [
    {
      id: 'guide',
      title: 'The guide',
      steps: [
        {
          id: 'users',
          title: 'Users',
          purpose: 'Who logged in',
          tables: ['SecurityIoTRawEvent'],
          questions: [
            { id: 'users-1', guideNumber: 1, text: 'Which users have access?' },
            { id: 'users-2', guideNumber: 2, text: 'As expected?' },
          ],
          cautions: [],
          attack: [],
        },
      ],
    },
  ],
  closing: { title: 'After', tasks: [{ id: 'alert', text: 'Make an alert' }] },
};

export const testFacts: CaseFacts = {
  title: 'Press 17',
  examiner: 'Ada',
  subject: { deviceId: 'press-17', hubName: 'plant' },
  source: { kind: 'local', folder: '/logs' },
  sourceLabel: 'logs',
  window: { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' },
  playbook: testPlaybook,
};

/** An answer's bytes in the query API's shape; `rows` is the JSON text of the rows. */
export const answerBody = (columns: readonly Column[], rows: string): Uint8Array =>
  new TextEncoder().encode(`{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":${rows}}]}`);

export function testCapture(body: Uint8Array, more: Partial<Capture> = {}): Capture {
  return {
    stepId: 'users',
    variant: 'guide',
    title: 'Users',
    kql: 'SecurityIoTRawEvent | take 10',
    parameters: { device: 'press-17' },
    window: testFacts.window,
    sourceLabel: 'logs',
    verdicts: [{ kind: 'complete', text: 'All rows are here.' }],
    run: {
      outcome: 'answered',
      answer: {
        body,
        startedAt: '2026-03-09T10:00:00.0000000Z',
        finishedAt: '2026-03-09T10:00:01.0000000Z',
        versions: { duckdb: '1.5.5' },
        unreadable: [],
      },
    },
    ...more,
  };
}

export const sampleColumns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'UserName', type: 'string' },
  { name: 'Count', type: 'long' },
  { name: 'Score', type: 'real' },
  { name: 'Local', type: 'bool' },
  { name: 'Details', type: 'dynamic' },
  { name: 'Took', type: 'timespan' },
  { name: 'Price', type: 'decimal' },
];
export const sampleRows = JSON.stringify([
  ['2026-03-02T01:02:03.1234567Z', 'root', 3, 0.5, true, '{"a":1}', '00:00:10', '10.50'],
  ['2026-03-02T01:02:03.5Z', 'Ärger', 12, 'NaN', false, '[]', '1.00:00:00', '9.9'],
  ['2026-03-02T01:02:03Z', "o'neil", null, 'Infinity', null, null, '-00:00:01', null],
  ['2026-03-03T00:00:00.0000001Z', 'admin_1', 100, -2.25, true, '"x"', '00:00:09.5', '-1'],
]).replace('12,', '9007199254740993,');

/** A case with one of everything in it, in a folder of its own. */
export async function fullCase(path: string): Promise<CaseFile> {
  const file = createCaseRegistry('0.1.0').create(path, testFacts);
  await file.addExhibit(testCapture(answerBody(sampleColumns, sampleRows)));
  await file.addExhibit(
    testCapture(new Uint8Array(), {
      run: {
        outcome: 'failed',
        failure: { code: 'kqlSyntax', message: 'Line 1, column 2: unexpected token.', detail: { line: 1, column: 2 } },
        startedAt: '2026-03-09T10:00:00.0000000Z',
        finishedAt: '2026-03-09T10:00:01.0000000Z',
      },
    }),
  );
  file.putAnswer({ questionId: 'users-1', value: 'unknown', reason: '', citations: [] });
  file.putAnswer({
    questionId: 'users-1',
    value: 'unexpected',
    reason: 'root logged in',
    citations: [
      { exhibit: 1, row: 1 },
      { exhibit: 1, row: 2 },
    ],
  });
  file.putTask({ taskId: 'access', state: 'done', remark: 'asked' });
  const note = file.addNote('# First\n\n| a | b |');
  file.reviseNote(note.noteId, 'Second thought', 'Grace');
  file.recordCustody('report', { path: 'report.pdf' });
  return file;
}

/** A small answer, and what is counted beside it. */
export const countBody = answerBody([{ name: 'Left', type: 'long' }], '[[7]]');

export const testFinding: FindingContent = {
  title: 'Someone guessed root’s password',
  severity: 'high',
  techniques: ['T1110.001', 'T1078'],
  reason: 'Failures, then **success**.',
  alternatives: 'A technician who mistyped: ruled out by the address.',
  confidence: 'moderate',
  citations: [{ exhibit: 1, row: 1 }],
};

/** A case with one of everything of format 2 too, deletions among them. */
export async function wholeCase(path: string): Promise<CaseFile> {
  const file = await fullCase(path);
  await file.addExhibit(
    testCapture(countBody, {
      title: 'Left out by the filter',
      role: { role: 'companion', ofExhibit: 1, name: 'left-out' },
    }),
  );
  const limitation = 'The raw events before 2 March were not stored.';
  file.putAnswer({ questionId: 'users-2', value: 'expected', reason: 'so far', citations: [], limitation });
  const finding = file.addFinding(testFinding);
  file.reviseFinding(finding.findingId, { ...testFinding, confidence: 'high' }, 'Grace');
  file.citeInFinding(finding.findingId, [
    { exhibit: 1, row: 2 },
    { exhibit: 1, row: 1 },
  ]);
  const bookmark = file.addBookmark({ exhibit: 1, row: 3, comment: 'odd name' });
  file.reviseBookmark(bookmark.bookmarkId, 'an apostrophe');
  const profile = file.addProfile({ name: 'Press', deviceModel: 'P-17', content: { ports: [22], users: ['root'] } });
  file.reviseProfile(profile.profileId, { name: 'Press', deviceModel: 'P-17', content: { ports: [22, 443] } });
  const photo = { name: 'photo.png', mediaType: 'image/png', content: Buffer.from([137, 80, 78, 71, 0, 255]) };
  file.addAttachment({ ...photo, comment: 'the label' });
  const second = file.addFinding({ ...testFinding, title: 'Mistaken', citations: [] });
  file.delete('finding', second.findingId, 'said twice', 'Grace');
  file.delete('bookmark', bookmark.bookmarkId, 'explained');
  file.delete('note', 1, 'taken into the finding');
  return file;
}

/** A folder of its own for a test, removed afterwards by the disposer that comes with it. */
export function testFolder(): { folder: string; at: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'casefile-'));
  return { folder, at: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Does `work` on a case's database without its guards; those of tables that are still there are put back. */
export function withoutGuards(db: Database.Database, work: () => void): void {
  const guards = db
    .prepare<[], { name: string; tbl_name: string; sql: string }>(
      "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'",
    )
    .all();
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  work();
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .pluck()
    .all();
  for (const guard of guards) if (tables.includes(guard.tbl_name)) db.exec(guard.sql);
}

/** Changes a closed case file behind its guards, which are back afterwards, as somebody who knows SQLite could. */
export function changeBehindGuards(path: string, sql: string): void {
  const db = new Database(path);
  withoutGuards(db, () => db.exec(sql));
  db.close();
}

/** Runs SQL on a closed case file with SQLite's own guards off, so that its schema can be changed too. */
export function changeFile(path: string, sql: string): void {
  const db = new Database(path);
  db.unsafeMode(true);
  db.exec(sql);
  db.close();
}
