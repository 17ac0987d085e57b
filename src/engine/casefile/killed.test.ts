import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
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
  }
`;

test.each([
  [2_000, 6],
  [60_000, 6],
])(
  'a process killed while it writes answers of %i rows loses nothing that it acknowledged',
  { timeout: 120_000 },
  async (length, rounds) => {
    const path = place.at(`killed${length}.casefile`);
    const acknowledged = { exhibit: 0, note: 0, answer: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, path, String(length)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: child.stdout });
      let said = 0;
      lines.on('line', (line) => {
        const [what, number] = line.split(' ');
        if (what && what in acknowledged) acknowledged[what as keyof typeof acknowledged] = Number(number);
        // Each round a little later: soon after its so many-th line, somewhere in the write that follows.
        if (said === round) setTimeout(() => child.kill('SIGKILL'), (round * 37) % 100);
        said += 1;
      });
      await Promise.all([once(child, 'close'), once(lines, 'close')]);
      expect(child.signalCode).toBe('SIGKILL');

      // By turns: verify what the killed process left as it lies there, or open it first.
      if (round % 2 === 0) expect(verifyCase(path).problems).toEqual([]);
      const registry = createCaseRegistry('0.1.0');
      const file = registry.open(path);
      const view = file.view();
      expect(view.readOnly).toBe(false);
      expect(view.exhibits.length).toBeGreaterThanOrEqual(acknowledged.exhibit);
      expect(view.notes.length).toBeGreaterThanOrEqual(acknowledged.note);
      expect(view.answers[0]?.revision ?? 0).toBeGreaterThanOrEqual(acknowledged.answer);
      registry.closeAll();
      expect(verifyCase(path).problems).toEqual([]);
      expect(readdirSync(place.folder)).toContain(basename(path));
      expect(readdirSync(place.folder).filter((name) => name.startsWith(`${basename(path)}-`))).toEqual([]);
    }
    expect(acknowledged.exhibit).toBeGreaterThan(rounds / 2);
  },
);

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
  expect(() => file.addNote('mine')).toThrow(/can only be read: another process has it open; close it there first/);
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
