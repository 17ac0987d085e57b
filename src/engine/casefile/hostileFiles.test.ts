import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testFolder, wholeCase } from './testCase.ts';
import { hostileFiles } from './testHostileFiles.ts';

const place = testFolder();
const good = place.at('good.casefile');
const inside = place.at('inside');
const outside = place.at('outside');
const urlOf = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);

/** Does with each file named on its input what a session does with a case, and says how each part ended. */
const reader = `
  const { createCaseRegistry } = await import(${urlOf('./caseRegistry.ts')});
  const { verifyCase } = await import(${urlOf('./verifyCase.ts')});
  const { recoverCase } = await import(${urlOf('./recover.ts')});
  const { CasebookError } = await import(${urlOf('../../shared/result.ts')});
  const { createInterface } = await import('node:readline');
  const attempt = (work) => {
    try { work(); return 'done'; } catch (error) {
      const known = error instanceof CasebookError;
      return known ? error.code + ': ' + error.message.slice(0, 2000) : 'DEFECT ' + error.stack;
    }
  };
  for await (const path of createInterface({ input: process.stdin })) {
    const registry = createCaseRegistry('0.1.0');
    const said = { open: attempt(() => registry.open(path)) };
    const file = said.open === 'done' ? registry.open(path) : undefined;
    if (file) {
      const reads = [
        () => JSON.stringify(file.view()), () => file.custody(), () => file.findings(), () => file.bookmarks(),
        () => file.profiles(), () => file.attachments(), () => file.deletions(), () => file.attachmentContent(1),
        () => file.noteRevisions(1), () => file.findingHistory(1), () => file.answerHistory('users-1'),
        ...[1, 2, 3].flatMap((exhibit) => [
          () => file.rawAnswer(exhibit),
          () => file.page({ exhibit, offset: 0, limit: 100 }),
          () => file.page({ exhibit, offset: 0, limit: 100, sort: { column: 'UserName', descending: true }, filter: { UserName: 'o' } }),
        ]),
        () => file.addNote('mine'),
        () => file.putAnswer({ questionId: 'users-1', value: 'expected', reason: '', citations: [{ exhibit: 1, row: 1 }] }),
      ];
      said.reads = reads.map(attempt).filter((end) => end !== 'done');
    }
    said.close = attempt(() => registry.closeAll());
    said.verify = attempt(() => verifyCase(path));
    said.recover = attempt(() => recoverCase(path, path + '.recovered', '0.1.0'));
    process.stdout.write(JSON.stringify(said) + '\\n');
  }
`;

interface Said {
  readonly open: string;
  readonly reads?: readonly string[];
  readonly close: string;
  readonly verify: string;
  readonly recover: string;
}

let child: ChildProcess;
let answers: AsyncIterator<string>;
const start = () => {
  child = spawn(process.execPath, ['--input-type=module', '-e', reader], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('The reader has no output.');
  answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
};
beforeAll(async () => {
  (await wholeCase(good)).close();
  mkdirSync(outside);
  start();
});
afterAll(async () => {
  child.kill();
  await once(child, 'close');
  place.remove();
});

/** How long all that a session does with one file may take on a machine that is busy with other things, in milliseconds. */
const patience = 30_000;

async function readInChild(path: string): Promise<Said> {
  child.stdin?.write(`${path}\n`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      child.kill('SIGKILL');
      start();
      reject(new Error('The reader hangs.'));
    }, patience);
  });
  const answer = await Promise.race([answers.next(), late]).finally(() => clearTimeout(timer));
  if (answer.done) {
    start();
    throw new Error('The reader died.');
  }
  return JSON.parse(answer.value);
}

/** A refusal is one line or a few, and names what to do or what is wrong; it is never a stack of ours. */
const clear =
  /^(caseNotFound|caseForeign|caseTooNew|caseDamaged|caseBusy|caseReadOnly|notWritable|invalidInput|unknownExhibit|outputExists): \S.{10,}/s;

test('there are more than 150 of them, each with a name of its own', () => {
  expect(hostileFiles.length).toBeGreaterThan(150);
  expect(new Set(hostileFiles.map(({ name }) => name)).size).toBe(hostileFiles.length);
});

describe.skipIf(process.platform === 'win32')('a file that is a case to look at', () => {
  test.each(hostileFiles)(
    '$name is refused or opened, with a reason for all that it does not give',
    async ({ make }) => {
      mkdirSync(inside);
      try {
        const path = join(inside, 'hostile.casefile');
        make(path, good);
        const said = await readInChild(path);
        for (const end of [said.open, said.verify, said.recover, said.close, ...(said.reads ?? [])]) {
          if (end !== 'done') expect(end).toMatch(clear);
        }
        expect(readdirSync(outside)).toEqual([]);
        expect(readdirSync(place.folder).sort()).toEqual(['good.casefile', 'inside', 'outside']);
        const left = readdirSync(inside).filter((name) => /partial|recovering/.test(name));
        expect(left).toEqual([]);
      } finally {
        rmSync(inside, { recursive: true, force: true });
      }
    },
  );
});

test('a good case passes through the same reader with nothing refused', async () => {
  mkdirSync(inside);
  const path = join(inside, 'good.casefile');
  copyFileSync(good, path);
  expect(lstatSync(path).size).toBe(readFileSync(good).length);
  const said = await readInChild(path);
  expect(said).toMatchObject({ open: 'done', close: 'done', verify: 'done', recover: 'done' });
  expect(said.reads).toEqual([
    ...Array(1).fill(expect.stringMatching(/invalidInput: Exhibit 3 has no column "UserName"/)),
  ]);
});
