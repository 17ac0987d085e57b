import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseFile } from '../../src/engine/casefile/caseFile.ts';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import { bigAnswer, captureOf, newCase } from './bigAnswer.ts';
import { timingOf } from './measure.ts';

const pageSize = 200;

/**
 * What someone does with a big exhibit in the grid, each as the first of its kind: no page was asked for before that could
 * have been kept. The size of the file is over that of the raw answer, both of which it keeps.
 */
export async function pageExhibit(rowCount: number, runs: number) {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-page-'));
  const registry = createCaseRegistry('bench');
  const path = join(folder, 'a.casefile');
  try {
    const body = bigAnswer(rowCount);
    const made = newCase(registry, path);
    await made.addExhibit(captureOf(body));
    registry.close(made.caseId);
    const time = (work: (file: CaseFile, run: number) => unknown) =>
      timingOf(runs, (run) => {
        const file = registry.open(path);
        return { measured: () => work(file, run), after: () => registry.close(file.caseId) };
      });
    const page = { exhibit: 1, limit: pageSize } as const;
    const middle = rowCount >> 1;
    return {
      rows: rowCount,
      firstPage: await time((file) => file.page({ ...page, offset: 0 })),
      jumpToMiddle: await time((file) => file.page({ ...page, offset: middle })),
      sort: await time((file) => file.page({ ...page, offset: 0, sort: { column: 'CommandLine', descending: false } })),
      sortedMiddle: await time((file) =>
        file.page({ ...page, offset: middle, sort: { column: 'RemotePort', descending: true } }),
      ),
      filter: await time((file, run) =>
        file.page({ ...page, offset: 0, filter: { CommandLine: `--job ${4321 + run}` } }),
      ),
      fileOverAnswer: Math.round((statSync(path).size / body.byteLength) * 1000) / 1000,
    };
  } finally {
    registry.closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
}
