import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import { testFolder } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
afterAll(() => place.remove());

/** Writes to a case without end in a process of its own, and says what has been acknowledged. */
const writer = `
  const { createCaseRegistry } = await import(${JSON.stringify(new URL('./caseRegistry.ts', import.meta.url).href)});
  const { answerBody, testCapture, testFacts } = await import(${JSON.stringify(new URL('./testCase.ts', import.meta.url).href)});
  const { existsSync, writeSync } = await import('node:fs');
  const path = process.argv[1];
  const registry = createCaseRegistry('0.1.0');
  const file = existsSync(path) ? registry.open(path) : registry.create(path, testFacts);
  const say = (line) => writeSync(1, line + '\\n');
  say('open');
  const length = Number(process.argv[2]);
  const rows = JSON.stringify(Array.from({ length }, (_, n) => [n, 'user ' + n, n / 7]));
  const columns = [{ name: 'N', type: 'long' }, { name: 'User', type: 'string' }, { name: 'X', type: 'real' }];
  for (;;) {
    const exhibit = await file.addExhibit(testCapture(answerBody(columns, rows)));
    say('exhibit ' + exhibit.number);
    say('note ' + file.addNote('a note').noteId);
    const answer = file.putAnswer({
      questionId: 'users-1', value: 'unexpected', reason: 'x', citations: [{ exhibit: exhibit.number, row: length }],
    });
    say('answer ' + answer.revision);
    const content = { severity: 'high', techniques: [], reason: '', alternatives: '', confidence: 'low' };
    say('finding ' + file.addFinding({ ...content, title: 'x', citations: [{ exhibit: 1, row: 1 }] }).findingId);
  }
`;

/** How many processes are killed in all. */
const kills = Number(process.env.CASEBOOK_KILLS ?? '10');
/** How many of them write to one file: it grows, and is read whole after each. */
const killsPerFile = 10;

interface Acknowledged {
  exhibit: number;
  note: number;
  answer: number;
  finding: number;
}

test('a process killed at any moment loses nothing that it acknowledged, and leaves nothing half done', {
  timeout: 3_600_000,
}, async () => {
  let acknowledged: Acknowledged = { exhibit: 0, note: 0, answer: 0, finding: 0 };
  let written = 0;
  for (let round = 0; round < kills; round += 1) {
    const fresh = round % killsPerFile === 0;
    if (fresh) acknowledged = { exhibit: 0, note: 0, answer: 0, finding: 0 };
    const path = place.at(`killed-${Math.floor(round / killsPerFile)}.casefile`);
    // The rows of every third are written by the rollback journal, as bulk is; those of the others by the log.
    await killWhileWriting(path, round % 3 === 0 ? 60_000 : 2_000, Math.random() * 400, acknowledged);
    // By turns: verify what the killed process left as it lies there, or open it first.
    if (round % 2 === 0) expect(verifyCase(path).problems).toEqual([]);
    const registry = createCaseRegistry('0.1.0');
    const file = registry.open(path);
    const view = file.view();
    expect(view.readOnly).toBe(false);
    expect(view.exhibits.length).toBeGreaterThanOrEqual(acknowledged.exhibit);
    expect(view.notes.length).toBeGreaterThanOrEqual(acknowledged.note);
    expect(view.answers[0]?.revision ?? 0).toBeGreaterThanOrEqual(acknowledged.answer);
    expect(file.findings().length).toBeGreaterThanOrEqual(acknowledged.finding);
    registry.closeAll();
    expect(verifyCase(path).problems).toEqual([]);
    expect(readdirSync(place.folder).filter((name) => name.startsWith(basename(path)))).toEqual([basename(path)]);
    if (round % killsPerFile === killsPerFile - 1 || round === kills - 1) {
      written += acknowledged.exhibit + acknowledged.finding;
      rmSync(path);
    }
  }
  expect(written).toBeGreaterThan(0);
});

/** Starts a writer, and kills it a while after it has opened the case; keeps what it acknowledged until then. */
async function killWhileWriting(path: string, length: number, delay: number, acknowledged: Acknowledged) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer, path, String(length)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [what, number] = line.split(' ');
    if (what === 'open') setTimeout(() => child.kill('SIGKILL'), delay);
    if (what === 'exhibit' || what === 'note' || what === 'answer' || what === 'finding') {
      acknowledged[what] = Number(number);
    }
  });
  await Promise.all([once(child, 'close'), once(lines, 'close')]);
  expect(child.signalCode).toBe('SIGKILL');
}

test('a second process reads while the first one writes, and neither leaves anything behind', {
  timeout: 60_000,
}, async () => {
  const path = place.at('shared.casefile');
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer, path, '4000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const said = (text: string) => new Promise<void>((resolve) => lines.on('line', (line) => line === text && resolve()));
  await said('answer 1');
  const registry = createCaseRegistry('0.1.0');
  const file = registry.open(path);
  expect(file.readOnly).toBe(true);
  const holds = new RegExp(`on .+ \\(process ${child.pid}\\) has had it open since 20[^ ]+Z; close it there first`);
  expect(file.view().readOnlyReason).toMatch(holds);
  expect(() => file.addNote('mine')).toThrow(holds);
  const before = file.view().exhibits.length;
  expect(file.page({ exhibit: 1, offset: 0, limit: 5, sort: { column: 'N', descending: true } }).total).toBe(4000);
  await said(`exhibit ${before + 3}`);
  expect(file.view().exhibits.length).toBeGreaterThanOrEqual(before + 3);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(existsSync(`${path}-wal`)).toBe(true);
  registry.closeAll();
  expect(readdirSync(place.folder).filter((name) => name.startsWith('shared'))).toEqual(['shared.casefile']);
  expect(verifyCase(path).ok).toBe(true);
});
