import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Verdict } from '../../../shared/contract/index.ts';
import { readShownAnswer } from '../../casefile/answer/shownAnswer.ts';
import type { CaseFile } from '../../casefile/caseFile.ts';
import { createCaseRegistry } from '../../casefile/caseRegistry.ts';
import {
  answerBody,
  changeBehindGuards,
  sampleColumns,
  sampleRows,
  testCapture,
  testFacts,
  testFolder,
} from '../../casefile/testCase.ts';
import { verifyCase } from '../../casefile/verifyCase.ts';
import { runQuery } from '../../investigation/investigation.ts';
import { sourceFacts } from '../../investigation/sourceFacts.ts';
import { openSourceRegistry } from '../sourceRegistry.ts';

const place = testFolder();
const sources = openSourceRegistry();
const signal = new AbortController().signal;
const context = { callId: 'test', signal, emit: () => undefined, progress: () => undefined };
const folder = place.at('logs');
const capped: Verdict = { kind: 'setCapped', text: 'Users: row 1 holds 128 values.' };
let caseFile: CaseFile;

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(place.at('logs/Owners_CL.csv'), 'UserName,Owner\r\nroot,Ada\r\n');
  const facts = { ...testFacts, source: { kind: 'local', folder } as const };
  caseFile = createCaseRegistry('0.1.0').create(place.at('a.casefile'), facts);
  const own = { stepId: null, variant: 'adhoc' } as const;
  const ports = { stepId: 'ports', title: 'Ports' };
  const sample = answerBody(sampleColumns, sampleRows);
  const twins = answerBody(
    [
      { name: 'a', type: 'long' },
      { name: 'A', type: 'guid' },
      { name: "o'n]\\", type: 'string' },
    ],
    '[[1,"74BE27DE-1E4E-49D9-B579-FE0B331D3642",null],[2,null,"\\u0000"]]',
  );
  const x = { name: 'x', type: 'long' } as const;
  const failed = {
    outcome: 'failed',
    failure: { code: 'tableAbsent', message: 'There is no table X.' },
    startedAt: '2026-03-09T10:00:00.0000000Z',
    finishedAt: '2026-03-09T10:00:01.0000000Z',
  } as const;
  await caseFile.addExhibit(testCapture(sample));
  await caseFile.addExhibit(testCapture(new Uint8Array(), { title: 'Broken', stepId: 'broken', run: failed }));
  await caseFile.addExhibit(testCapture(twins, { ...own, title: 'Twins', verdicts: [capped] }));
  await caseFile.addExhibit(testCapture(answerBody(sampleColumns, '[]'), { ...ports, variant: 'hardened' }));
  await caseFile.addExhibit(testCapture(sample, { ...ports, variant: 'guide' }));
  await caseFile.addExhibit(testCapture(answerBody([x, x], '[[1,2]]'), { ...own, title: 'Twice' }));
});
afterAll(async () => {
  caseFile.close();
  await sources.closeAll();
  place.remove();
});

const ask = async (kql: string) => (await sources.openCase(caseFile)).query(kql, testFacts.window, signal);
const rows = async (kql: string) => readShownAnswer((await ask(kql)).body).rows;

test('an exhibit is a table with its own columns, and every value as it was kept', async () => {
  const shown = readShownAnswer((await ask('exhibit(1)')).body);
  expect(shown.columns).toEqual(sampleColumns);
  const kept = readShownAnswer(answerBody(sampleColumns, sampleRows)).rows;
  // The same values in the engine's own spelling.
  const spelling = new Map([
    ['10.50', '10.5'],
    ['00:00:09.5', '00:00:09.5000000'],
  ]);
  expect(shown.rows).toEqual(kept.map((row) => row.map((cell) => spelling.get(String(cell)) ?? cell)));
});

test('names, columns that differ in case alone, and more rows than a page in their order', async () => {
  expect(await rows('exhibit("users") | summarize sum(Count)')).toEqual([['9007199254741096']]);
  expect(await rows('exhibit("Twins") | order by a asc')).toEqual([
    [1, '74be27de-1e4e-49d9-b579-fe0b331d3642', ''],
    [2, null, '\0'],
  ]);
  const many = Array.from({ length: 5000 }, (_, row) => [row]);
  const body = answerBody([{ name: 'n', type: 'int' }], JSON.stringify(many));
  const { number } = await caseFile.addExhibit(testCapture(body, { title: 'Many', stepId: null }));
  expect(await rows(`exhibit(${number})`)).toEqual(many);
});

test('exhibits join each other and the tables of the source', async () => {
  expect(await rows('exhibit(1) | join kind=inner (exhibit(5)) on UserName | count')).toEqual([[4]]);
  expect(await rows('exhibit(1) | join kind=inner Owners_CL on UserName | project Owner, Took')).toEqual([
    ['Ada', '00:00:10'],
  ]);
});

test.each([
  ['exhibit(99)', 'unknownExhibit', /no exhibit 99\. The case has exhibits 1, 3 to 7/],
  ['exhibit("nothing") | where x == 1', 'unknownExhibit', /title “nothing”/],
  [
    'exhibit(2)',
    'unknownExhibit',
    /^Exhibit 2 \(“Broken”\) has no rows, because its query failed: There is no table X \(/,
  ],
  ['exhibit("ports")', 'unknownExhibit', /names several queries: exhibits 4 \(hardened ports\), 5 \(guide ports\)/],
  ['exhibit(6)', 'unknownExhibit', /cannot tell its column "x"/],
  ['let n = 1; exhibit(n)', 'kqlSemantic', /one number or one name/],
  ['exhibit(1) | project Nothing', 'kqlSemantic', /Nothing/],
  ['["exhibit 1"]', 'kqlSemantic', /exhibit 1/],
])('%s is refused', async (kql, code, message) => {
  await expect(ask(kql)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a captured answer names the exhibits that it was made from, and inherits what they lack', async () => {
  const source = await sources.openCase(caseFile);
  const investigation = { caseFile, source, facts: sourceFacts(source, signal), context };
  const kql = 'exhibit(3) | join kind=leftouter (exhibit(1)) on $left.a == $right.Count | project a';
  const made = await runQuery(investigation, 'Joined', kql);
  expect(made.sourceLabel).toBe('exhibits 1, 3 of this case');
  expect(made.versions).toMatchObject({
    'exhibit 1': `sha256:${caseFile.exhibit(1).sha256}`,
    'exhibit 3': `sha256:${caseFile.exhibit(3).sha256}`,
  });
  const text = `Exhibit 3 (“Twins”), which the query reads: ${capped.text}`;
  expect(made.verdicts).toEqual([{ kind: 'setCapped', text }]);
  const mixed = await runQuery(investigation, 'Mixed', 'Owners_CL | join exhibit(1) on UserName');
  expect(mixed.sourceLabel).toBe('logs and exhibit 1 of this case');
  expect(verifyCase(caseFile.path)).toMatchObject({ ok: true, problems: [] });
  expect(await rows(`exhibit(${made.number}) | count`)).toEqual([[2]]);
});

test('without its source a case still answers from its exhibits, and a query changes no byte', async () => {
  rmSync(folder, { recursive: true });
  const before = readFileSync(caseFile.path);
  expect(await rows('exhibit(1) | join kind=inner (exhibit(5)) on UserName | count')).toEqual([[4]]);
  await expect(ask('Owners_CL')).rejects.toMatchObject({
    code: 'tableAbsent',
    message: expect.stringMatching(/only the case’s exhibits can be read, .*logs/),
  });
  expect(readFileSync(caseFile.path).equals(before)).toBe(true);
});

test('a hostile file whose rows are not those that it names, or not of their type, is refused', async () => {
  const path = place.at('hostile.casefile');
  const made = createCaseRegistry('0.1.0').create(path, testFacts);
  const source = await sources.openCase(made);
  await expect(source.query('exhibit(1)', undefined, signal)).rejects.toMatchObject({ code: 'unknownExhibit' });
  const body = answerBody([{ name: 'x', type: 'datetime' }], '[["2026-01-01T00:00:00Z"]]');
  for (let number = 1; number <= 2; number += 1) await made.addExhibit(testCapture(body));
  made.close();
  changeBehindGuards(path, `DELETE FROM r1; UPDATE r2 SET c0 = '2026-99-01'`);
  const hostile = createCaseRegistry('0.1.0').open(path);
  const opened = await sources.openCase(hostile);
  await expect(opened.query('exhibit(1)', undefined, signal)).rejects.toMatchObject({ code: 'caseDamaged' });
  await expect(opened.query('exhibit(2)', undefined, signal)).rejects.toMatchObject({
    code: 'kqlUnsupported',
    message: expect.stringMatching(/Exhibit 2, row 1, column x: 2026-99-01 is not a datetime/),
  });
  hostile.close();
});
