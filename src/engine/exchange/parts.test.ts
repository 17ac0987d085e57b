import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import {
  answerBody,
  sampleColumns,
  sampleRows,
  testCapture,
  testFinding,
  testFolder,
  wholeCase,
} from '../casefile/testCase.ts';
import { verifyCase } from '../casefile/verifyCase.ts';
import { exportCase } from './exportCase.ts';
import { importCase } from './importCase.ts';

const quiet = { progress: () => undefined, signal: new AbortController().signal };
const place = testFolder();
let file: CaseFile;
beforeAll(async () => {
  file = await wholeCase(place.at('sent.casefile'));
  await file.addExhibit(testCapture(answerBody(sampleColumns, sampleRows)));
  file.addFinding({ ...testFinding, title: 'On the fourth', citations: [{ exhibit: 4, row: 2 }] });
  file.addBookmark({ exhibit: 4, row: 1, comment: '' });
  file.addNote('kept');
});
afterAll(() => {
  file.close();
  place.remove();
});

const part = fc.record({
  exhibits: fc
    .subarray([1, 2, 3, 4])
    .map((chosen) => (chosen.includes(1) ? chosen : chosen.filter((each) => each !== 3))),
  notes: fc.boolean(),
  answers: fc.boolean(),
  findings: fc.boolean(),
  attachments: fc.boolean(),
  rawAnswers: fc.constant(true),
});

test('any part arrives as a case that verifies, holds what was chosen, and names all else', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(part, async (chosen) => {
      run += 1;
      const path = place.at(`${run}.zip`);
      const before = file.custody();
      const sent = await exportCase(file, { caseId: file.caseId, path, part: chosen }, '0.1.0', quiet);
      const { path: taken } = await importCase({ path, out: place.at(`${run}.casefile`) }, '0.1.0', quiet);
      expect(verifyCase(taken).problems).toEqual([]);
      const cases = createCaseRegistry('0.1.0');
      const got = cases.open(taken);
      const recordsOf = (custody: typeof before) =>
        custody.filter(({ detail }) => detail.includes('"recordSha256"')).length - 1;
      // The import's own record is the attachment with the sender's chain.
      expect(recordsOf(got.custody()) - 1 + sent.leftOut.length).toBe(recordsOf(before));
      const rests = (each: { citations: readonly { exhibit: number }[] }) =>
        each.citations.every(({ exhibit }) => chosen.exhibits.includes(exhibit));
      expect(got.view().exhibits).toEqual(
        file.view().exhibits.filter(({ number }) => chosen.exhibits.includes(number)),
      );
      expect(got.view().notes).toEqual(chosen.notes ? file.view().notes : []);
      expect(got.findings()).toEqual(chosen.findings ? file.findings().filter(rests) : []);
      expect(got.view().answers.filter(({ value }) => value !== 'notAnswered')).toEqual(
        chosen.answers ? file.view().answers.filter((each) => each.value !== 'notAnswered' && rests(each)) : [],
      );
      expect(got.attachments().length - 1).toBe(chosen.attachments ? file.attachments().length : 0);
      cases.closeAll();
    }),
    { numRuns: 25 },
  );
});
