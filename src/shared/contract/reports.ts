import { z } from 'zod';
import { caseId, filePath, method, sha256 } from './primitives.ts';

const paper = z.enum(['a4', 'letter']);
const pdfStandard = z.enum(['ua-1', 'a-3a']);

export const reports = {
  /** Writes the case's report as a tagged PDF; refuses a path that exists. */
  'reports.write': method(
    z.strictObject({ caseId, path: filePath, paper: paper.optional(), standard: pdfStandard.optional() }),
    z.strictObject({
      path: z.string(),
      pageCount: z.number().int(),
      byteLength: z.number().int(),
      sha256,
      warnings: z.array(z.string()),
    }),
  ),
};
