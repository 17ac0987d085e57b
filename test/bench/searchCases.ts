import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import { createSearchService } from '../../src/engine/search/searchService.ts';
import { bigAnswer, captureOf, newCase } from './bigAnswer.ts';
import { once } from './measure.ts';

/** Rare and frequent texts, and one that is nowhere. */
const texts = ['pump-07', 'CommandLine', '203.0.113.9', '/usr/bin', '2019-04-1', 'kworkerds', 'no such text'];

/**
 * Searching closed cases by the index against LIKE over the same texts in one table. Sizes are shares of the texts' own table;
 * `slowestTurnMs` is the longest time that indexing kept the thread.
 */
export async function searchCases(caseCount: number, rowsPerCase: number, runs: number) {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-bench-search-'));
  const cases = createCaseRegistry('bench');
  const index = join(folder, 'index');
  const service = createSearchService({ folder: index, cases, productVersion: 'bench', busy: () => false });
  const find = (text: string, paths: readonly string[], wait: boolean) =>
    service.find(paths, { text, perGroup: 10, wait, signal: new AbortController().signal });
  try {
    const body = bigAnswer(rowsPerCase);
    const paths: string[] = [];
    for (let made = 0; made < caseCount; made++) {
      const file = newCase(cases, join(folder, `${made}.casefile`));
      await file.addExhibit(captureOf(body));
      paths.push(file.path);
      cases.close(file.caseId);
    }
    let slowestTurnMs = 0;
    let turn = performance.now();
    const watch = setInterval(() => {
      slowestTurnMs = Math.max(slowestTurnMs, performance.now() - turn);
      turn = performance.now();
    }, 1);
    const indexingMs = await once(() => find('pump-07', paths, true));
    clearInterval(watch);
    const plainFile = join(folder, 'plain.sqlite');
    const plain = plainTable(plainFile, body, caseCount);
    const textBytes = statSync(plainFile).size;
    const like = plain
      .prepare<[string], number>("SELECT id FROM texts WHERE text LIKE ? ESCAPE '!' LIMIT 2500")
      .pluck();
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < runs; run++) {
      for (const text of texts) {
        ours.push(await once(() => find(text, paths, false)));
        theirs.push(await once(() => like.all(`%${text.replaceAll(/[!%_]/g, '!$&')}%`)));
      }
    }
    plain.close();
    return {
      name: `search of ${caseCount} cases of ${rowsPerCase} rows`,
      baseline: 'LIKE over the texts in one table',
      subject: quantiles(ours),
      against: quantiles(theirs),
      ratio: round(quantiles(ours).p50Ms / quantiles(theirs).p50Ms),
      indexingMs: Math.round(indexingMs),
      slowestTurnMs: Math.round(slowestTurnMs),
      indexToTexts: round(statSync(join(index, 'search.sqlite')).size / textBytes),
    };
  } finally {
    service.close();
    cases.closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The texts of every row, each a row of its own. */
function plainTable(path: string, body: Uint8Array, copies: number): Database.Database {
  const { tables } = z
    .object({ tables: z.tuple([z.object({ rows: z.array(z.array(z.unknown())) })]) })
    .parse(JSON.parse(new TextDecoder().decode(body)));
  const db = new Database(path);
  db.exec('CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  const add = db.prepare<[string]>('INSERT INTO texts (text) VALUES (?)');
  db.transaction(() => {
    for (let copy = 0; copy < copies; copy++) for (const row of tables[0].rows) add.run(row.map(String).join(' '));
  })();
  return db;
}

function quantiles(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95), runs: sorted.length };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
