import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId, Input } from '../../src/shared/contract/index.ts';
import { expectValue, startRealEngine } from '../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-hostile-report-'));
const engine = startRealEngine();
const secret = 'content-of-a-file-that-no-report-may-read';
const secretPath = join(folder, 'secret.txt');
let requests = 0;
const server = createServer((_, response) => {
  requests += 1;
  response.end();
});

/** Text in the languages that the report passes through, with a word of its own to find it by. */
const hostile = (word: string): string =>
  `${word} #import "@preview/cetz:0.2.2" #read("${secretPath}") #eval("1+1") $ x^2 $ @ref <label> \\u{41} \\ // c ` +
  `<script src="${origin()}"></script> <img src=${origin()}/a.png> &amp; {{1}} = H \u202egpj.exe\u2066 \u0007\u001b[31m ${word}-end`;
const markdown = (word: string): string =>
  `${hostile(word)}\n\n# \`code ${word}\` and ![picture](${origin()}/b.png) [link](javascript:${word})\n\n\`\`\`typst\n#panic("${word}")\n\`\`\``;
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const visible = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}]/gu,
    (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
/** Without white space, since lines are wrapped. */
const flat = (text: string): string => text.replace(/\s+/g, '');

let caseId: CaseId;
const reportPath = join(folder, 'report.pdf');
const attachedName = '#read(x) $ @a `b` _c_ [d](e) \u202egpj.exe';

beforeAll(async () => {
  writeFileSync(secretPath, secret);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const source = { kind: 'local', folder: join(folder, 'logs') } as const;
  mkdirSync(source.folder);
  const row = (text: string) =>
    JSON.stringify({ TimeGenerated: '2019-04-18T12:00:00Z', DeviceId: 'pump-07', Text: text });
  writeFileSync(
    join(source.folder, 'Hostile.ndjson'),
    [hostile('cellone'), `celltwo ${'y'.repeat(1_000_000)}`, JSON.stringify([hostile('cellthree')])]
      .map(row)
      .join('\n'),
  );
  const event = {
    TimeGenerated: '2019-04-18T12:00:00Z',
    TimeStamp: '2019-04-18T12:00:00Z',
    DeviceId: 'pump-07',
    AssociatedResourceId: '/subscriptions/0/resourceGroups/g/providers/Microsoft.Devices/IotHubs/plant',
    RawEventName: 'ProcessCreate',
    EventDetails: '{}',
  };
  writeFileSync(join(source.folder, 'SecurityIoTRawEvent.ndjson'), JSON.stringify(event));
  const created = await engine.call('cases.create', {
    path: join(folder, 'hostile.casefile'),
    title: hostile('casetitle').slice(0, 200),
    examiner: hostile('casewriter').slice(0, 200),
    source,
    deviceId: 'pump-07',
    hubName: 'plant',
    window: { from: '2019-04-18T00:00:00Z', to: '2019-04-19T00:00:00Z' },
  });
  ({ caseId } = expectValue(created));
  const kql = `Hostile | project Text, ['#eval("columnname") $ *'] = Text | order by Text asc`;
  expectValue(await engine.call('exhibits.runQuery', { caseId, title: hostile('exhibittitle').slice(0, 200), kql }));
  expectValue(
    await engine.call('notes.add', { caseId, text: markdown('notetext'), actor: hostile('noteactor').slice(0, 200) }),
  );
  const finding: Omit<Input<'findings.add'>, 'caseId'> = {
    title: hostile('findingtitle').slice(0, 300),
    severity: 'critical',
    techniques: ['T1059.004'],
    reason: markdown('findingreason'),
    alternatives: markdown('findingalternatives'),
    confidence: 'high',
    citations: [{ exhibit: 1, row: 1 }],
  };
  expectValue(await engine.call('findings.add', { caseId, ...finding }));
  const { findingId } = expectValue(
    await engine.call('findings.add', { caseId, ...finding, title: 'deletedtitle $ #x' }),
  );
  expectValue(await engine.call('findings.delete', { caseId, findingId, reason: hostile('deletionreason') }));
  expectValue(await engine.call('bookmarks.add', { caseId, exhibit: 1, row: 3, comment: hostile('bookmarkcomment') }));
  const path = join(folder, attachedName);
  writeFileSync(path, 'x');
  expectValue(await engine.call('attachments.add', { caseId, path, comment: hostile('attachmentcomment') }));
  const content = { version: 1, users: [] };
  expectValue(
    await engine.call('profiles.add', {
      caseId,
      name: hostile('profilename').slice(0, 200),
      deviceModel: '$ #m',
      content,
    }),
  );
  const answer: Omit<Input<'answers.put'>, 'caseId'> = {
    questionId: 'users-1',
    value: 'unknown',
    reason: hostile('answerreason'),
    citations: [],
  };
  expectValue(await engine.call('answers.put', { caseId, ...answer }));
  const written = expectValue(await engine.call('reports.write', { caseId, path: reportPath }));
  expect(written.warnings.join()).toContain('are shown as their code point');
});
afterAll(async () => {
  await engine.close();
  server.close();
  if (!process.env.KEEPX) rmSync(folder, { recursive: true, force: true });
});

const poppler = spawnSync('pdftotext', ['-v']).error === undefined;

describe.skipIf(!poppler)('a case full of hostile text', () => {
  test.each([
    ...['cellone', 'cellthree', 'deletionreason', 'bookmarkcomment', 'attachmentcomment', 'answerreason'],
    ...['notetext', 'findingreason', 'findingalternatives'],
  ])('prints %s as the text that it is', (word) => {
    expect(text()).toContain(flat(visible(hostile(word))));
  });

  test.each(['casetitle', 'casewriter', 'exhibittitle', 'noteactor', 'findingtitle', 'profilename'])(
    'prints %s as far as it goes',
    (word) => {
      expect(text()).toContain(flat(visible(hostile(word)).slice(0, 190)));
    },
  );

  test('prints names of columns, files and deleted things', () => {
    expect(text()).toContain(flat('#eval("columnname") $ *'));
    expect(text()).toContain(flat(visible(attachedName)));
    expect(text()).toContain(flat('Finding 2: deletedtitle $ #x'));
    expect(text()).toContain('$#m');
  });

  test('sets Markdown without fetching, running or hiding anything', () => {
    for (const word of ['notetext', 'findingreason', 'findingalternatives']) {
      expect(text()).toContain(flat(`code ${word} and`));
      expect(text()).toContain(flat(`#panic("${word}")`));
      expect(text()).toContain(flat(`link (javascript:${word})`));
    }
    expect(text()).toContain(flat(`${origin()}/b.png`));
  });

  test('cuts a cell of a megabyte and says by how much', () => {
    expect(text()).toContain('celltwoyyy');
    expect(text()).toMatch(/9990\d\dmorecharacterscut/);
  });

  test('keeps every word inside its page', () => {
    const boxes = execFileSync('pdftotext', ['-bbox', reportPath, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    const pages = [...boxes.matchAll(/<page width="([\d.]+)"[^>]*>([\s\S]*?)<\/page>/g)];
    expect(pages.length).toBeGreaterThan(5);
    for (const [, width, words = ''] of pages) {
      const ends = [...words.matchAll(/xMax="([\d.]+)"/g)].map(([, end]) => Number(end));
      // The margin of the page is 20 mm, which is 56.7 points.
      expect(Math.max(...ends)).toBeLessThan(Number(width) - 56);
    }
  });
});

test('the typesetter read no file and asked nobody, and the document does nothing when it is opened', () => {
  expect(requests).toBe(0);
  const pdf = readFileSync(reportPath).toString('latin1');
  // The writer compresses no dictionary, so that what a viewer would act on can be seen.
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf).not.toMatch(/\/(URI|JavaScript|JS|Launch|OpenAction|EmbeddedFile|RichMedia|SubmitForm)\b/);
  if (poppler) expect(text()).not.toContain(secret);
});

let read: string | undefined;
/** The document's text in the order in which it was written, which keeps each cell of a table together. */
function text(): string {
  read ??= flat(
    execFileSync('pdftotext', ['-raw', reportPath, '-'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  return read;
}
