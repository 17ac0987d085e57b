import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { answerBody, testCapture, testFacts } from '../casefile/testCase.ts';
import { verifyCase } from '../casefile/verifyCase.ts';
import { createReportCompiler } from './compile.ts';
import { readPdf } from './readPdf.ts';
import { type ReportRequest, writeReport } from './writeReport.ts';

const compiler = createReportCompiler(fileURLToPath(new URL('../../../resources/report', import.meta.url)));
const quiet = { progress: () => {}, signal: new AbortController().signal };
let folder: string;
let caseFile: CaseFile;
const registry = createCaseRegistry('0.1.0');
const request = (name = 'report.pdf'): ReportRequest => ({
  path: join(folder, name),
  paper: 'a4',
  standard: 'ua-1',
  observations: [],
  clock: null,
  besideEachOther: () => null,
  generatedAt: '2026-11-24T06:50:00.123Z',
  productVersion: '0.1.0',
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-report-'));
  caseFile = registry.create(join(folder, 'press.casefile'), testFacts);
  await caseFile.addExhibit(testCapture(answerBody([{ name: 'UserName', type: 'string' }], '[["root"],["ada"]]')));
  caseFile.putAnswer({
    questionId: 'users-1',
    value: 'expected',
    reason: 'Both are known.',
    citations: [{ exhibit: 1, row: 2 }],
  });
});
afterEach(() => {
  registry.closeAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('a case file’s report', () => {
  test('is written, hashed and recorded, and prints the head from before that', () => {
    const head = caseFile.view().custody.head;
    const steps: string[] = [];
    const written = writeReport(caseFile, compiler, request(), { ...quiet, progress: (text) => steps.push(text) });
    const bytes = readFileSync(written.path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(written).toMatchObject({ sha256, byteLength: bytes.length, warnings: [] });
    const event = caseFile.custody().at(-1);
    expect(event?.action).toBe('report');
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({
      path: 'report.pdf',
      sha256,
      standard: 'ua-1',
      pageCount: written.pageCount,
    });
    const text = readPdf(bytes)
      .pages.map((page) => page.text)
      .join(' ')
      .replace(/\s+/g, '');
    expect(text).toContain(head);
    expect(text).toContain('Bothareknown.');
    expect(text).toContain('exhibit1,row2');
    expect(steps).toEqual(['Reading the case', 'Setting the pages', 'Writing the file', 'Written']);
    caseFile.close();
    expect(verifyCase(join(folder, 'press.casefile')).ok).toBe(true);
  });
  test('is refused where a file is, before any work', () => {
    writeFileSync(join(folder, 'report.pdf'), 'mine');
    expect(() => writeReport(caseFile, compiler, request(), quiet)).toThrow(
      expect.objectContaining({ code: 'outputExists' }),
    );
    expect(caseFile.custody().at(-1)?.action).not.toBe('report');
  });
  test('is taken back when it cannot be recorded', () => {
    const failing: CaseFile = Object.create(caseFile, {
      recordCustody: {
        value: () => {
          throw new Error('no');
        },
      },
    });
    expect(() => writeReport(failing, compiler, request(), quiet)).toThrow('no');
    expect(readdirSync(folder).filter((name) => /pdf|tmp/.test(name))).toEqual([]);
  });
  test('of a read-only case is written with a warning', () => {
    const readOnly: CaseFile = Object.create(caseFile, { readOnly: { value: true } });
    expect(writeReport(readOnly, compiler, request(), quiet).warnings[0]).toContain('custody chain does not record');
  });
  test('is not written once cancelled', () => {
    const controller = new AbortController();
    const progress = (text: string) => {
      if (text === 'Setting the pages') controller.abort();
    };
    expect(() => writeReport(caseFile, compiler, request(), { progress, signal: controller.signal })).toThrow();
    expect(existsSync(join(folder, 'report.pdf'))).toBe(false);
  });
});
