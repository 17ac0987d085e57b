import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { canonicalJson } from '../../core/custody/canonicalJson.ts';
import type { Observation } from '../../core/observations/observation.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { CallContext } from '../context.ts';
import { readCaseRecords } from './caseRecords.ts';
import type { ReportCompiler } from './compile.ts';
import { buildReport } from './model.ts';
import type { ReportInput } from './reportInput.ts';
import { refuseExisting, writeNewFile } from './write.ts';

export interface ReportRequest {
  readonly path: string;
  readonly paper: ReportInput['paper'];
  readonly standard: ReportInput['standard'];
  readonly observations: readonly Observation[];
  readonly clock: ReportInput['clock'];
  readonly besideEachOther: ReportInput['besideEachOther'];
  /** When the report is made, as a contract instant. */
  readonly generatedAt: string;
  readonly productVersion: string;
}

/**
 * Makes the report of a case, writes it to a new file and records that in the case's custody chain. When it cannot be
 * recorded the file is taken back. A read-only case gets its report with a warning in place of the record.
 */
export function writeReport(
  caseFile: CaseFile,
  compiler: ReportCompiler,
  request: ReportRequest,
  context: Pick<CallContext, 'progress' | 'signal'>,
): Output<'reports.write'> {
  const { path, standard } = request;
  refuseExisting(path);
  context.progress('Reading the case', 0, 3);
  const model = buildReport(inputOf(caseFile, request));
  context.signal.throwIfAborted();
  context.progress('Setting the pages', 1, 3);
  const { pdf, pageCount, escapedCharacters } = compiler.compile(model, standard);
  context.signal.throwIfAborted();
  context.progress('Writing the file', 2, 3);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  writeNewFile(path, pdf);
  if (!caseFile.readOnly) {
    try {
      caseFile.recordCustody('report', { path: basename(path), sha256, standard, pageCount });
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  }
  context.progress('Written', 3, 3);
  return { path, pageCount, byteLength: pdf.byteLength, sha256, warnings: warningsOf(caseFile, escapedCharacters) };
}

const inputOf = (caseFile: CaseFile, request: ReportRequest): ReportInput => ({
  view: caseFile.view(),
  custody: caseFile.custody(),
  readRows: (exhibit, offset, limit) => caseFile.page({ exhibit, offset, limit }),
  ...readCaseRecords(caseFile),
  observations: request.observations,
  clock: request.clock,
  besideEachOther: request.besideEachOther,
  playbookSha256: createHash('sha256').update(canonicalJson(caseFile.playbook)).digest('hex'),
  generatedAt: request.generatedAt,
  productVersion: request.productVersion,
  paper: request.paper,
  standard: request.standard,
});

const warningsOf = (caseFile: CaseFile, escaped: number): string[] => [
  ...(caseFile.readOnly
    ? ['The case file cannot be changed, so its custody chain does not record this report. Keep the report’s SHA-256.']
    : []),
  ...(escaped > 0
    ? [
        `${escaped.toLocaleString('en')} characters that cannot be printed are shown as their code point, such as [U+202E].`,
      ]
    : []),
];
