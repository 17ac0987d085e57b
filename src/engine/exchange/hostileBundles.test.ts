import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { open } from 'yauzl';
import { changeFile, testFolder, wholeCase } from '../casefile/testCase.ts';
import { exportCase } from './exportCase.ts';
import { importCase } from './importCase.ts';
import { type ZipEntry, zipOf } from './testZip.ts';

const quiet = { progress: () => undefined, signal: new AbortController().signal };
const place = testFolder();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
type Files = Map<string, Buffer>;
let whole: Files = new Map();
let part: Files = new Map();
let sent: Buffer = Buffer.alloc(0);

beforeAll(async () => {
  const file = await wholeCase(place.at('sent.casefile'));
  const wish = { caseId: file.caseId };
  await exportCase(file, { ...wish, path: place.at('whole.zip') }, '0.1.0', quiet);
  const everything = { notes: true, answers: true, findings: true, attachments: true, rawAnswers: true };
  const chosen = { exhibits: [1, 2, 3], ...everything };
  await exportCase(file, { ...wish, path: place.at('part.zip'), part: chosen }, '0.1.0', quiet);
  file.close();
  whole = await unzipped(place.at('whole.zip'));
  part = await unzipped(place.at('part.zip'));
  sent = readFileSync(place.at('whole.zip'));
});
afterAll(() => place.remove());

const unzipped = (path: string): Promise<Files> =>
  new Promise((resolve, reject) => {
    const files: Files = new Map();
    open(path, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('end', () => resolve(files));
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          files.set(entry.fileName, await buffer(stream));
          zip.readEntry();
        }),
      );
      zip.readEntry();
    });
  });

/** Entries of a bundle whose manifest fits its files, after a change. */
function honest(files: Files, change: (files: Files) => void = () => undefined): ZipEntry[] {
  const changed = new Map(files);
  change(changed);
  const manifest = JSON.parse(String(changed.get('manifest.json')));
  changed.delete('manifest.json');
  manifest.files = [...changed].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
  return [...entriesOf(changed), { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) }];
}
const entriesOf = (files: Files): ZipEntry[] => [...files].map(([name, content]) => ({ name, content }));
const extra = (name: string, says: NonNullable<ZipEntry['says']> = {}) =>
  zipOf([...entriesOf(whole), { name, content: Buffer.from('x'), says }]);
const withManifest = (change: (manifest: Record<string, unknown>) => void, files = whole) => {
  const manifest = JSON.parse(String(files.get('manifest.json')));
  change(manifest);
  return zipOf(entriesOf(new Map(files).set('manifest.json', Buffer.from(JSON.stringify(manifest)))));
};
const edited = (files: Files, name: string, edit: (text: string) => string) =>
  zipOf(honest(files, (each) => each.set(name, Buffer.from(edit(String(each.get(name)))))));
const damagedEntry = (name: string, says: NonNullable<ZipEntry['says']>) =>
  zipOf(entriesOf(whole).map((entry) => (entry.name === name ? { ...entry, says } : entry)));
const changedCase = (sql: string) => {
  const path = place.at('changed.casefile');
  writeFileSync(path, whole.get('case.casefile') ?? '');
  changeFile(path, sql);
  return zipOf(honest(whole, (files) => files.set('case.casefile', readFileSync(path))));
};
const swapped = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
};

const bundles: [string, () => Buffer, RegExp][] = [
  ['an empty file', () => Buffer.alloc(0), /no portable case/],
  ['text', () => Buffer.from('hello'), /no portable case/],
  ['a case file itself', () => whole.get('case.casefile') ?? Buffer.alloc(0), /no portable case/],
  ['an archive of nothing', () => zipOf([]), /no manifest/],
  ['the first half', () => sent.subarray(0, sent.length / 2), /no portable case/],
  ['all but the last byte', () => sent.subarray(0, -1), /no portable case/],
  ['all but the first bytes', () => sent.subarray(40), /./],
  ['a byte of the case changed', () => swapped(sent, 400), /case\.casefile" (cannot be unpacked|does not match)/],
  ['the list of files changed', () => swapped(sent, sent.length - 120), /./],
  ['no manifest', () => zipOf(entriesOf(whole).filter(({ name }) => name !== 'manifest.json')), /no manifest/],
  ['a manifest that is not JSON', () => zipOf([{ name: 'manifest.json', content: Buffer.from('{') }]), /not JSON/],
  ['a manifest of something else', () => zipOf([{ name: 'manifest.json', content: Buffer.from('{}') }]), /manifest/],
  [
    'a manifest of a newer format',
    () =>
      withManifest((m) => {
        m.version = 2;
      }),
    /format 2/,
  ],
  [
    'a manifest with more members',
    () =>
      withManifest((m) => {
        m.more = 1;
      }),
    /manifest/,
  ],
  [
    'a manifest that names a file twice',
    () =>
      withManifest((m) => {
        m.files = [...Object(m.files), Object(m.files)[0]];
      }),
    /twice/,
  ],
  [
    'a manifest that names a file which is not there',
    () =>
      withManifest((m) => {
        m.files = [...Object(m.files), { name: 'exhibits/99.csv', bytes: 1, sha256: 'a'.repeat(64) }];
      }),
    /exhibits\/99\.csv/,
  ],
  [
    'a manifest that lacks a file',
    () =>
      withManifest((m) => {
        m.files = Object(m.files).slice(1);
      }),
    /does not name/,
  ],
  [
    'a manifest with another hash',
    () =>
      withManifest((m) => {
        Object(m.files)[0].sha256 = 'a'.repeat(64);
      }),
    /does not match its SHA-256/,
  ],
  [
    'a manifest with another length',
    () =>
      withManifest((m) => {
        Object(m.files)[0].bytes += 1;
      }),
    /bytes, not the/,
  ],
  [
    'a manifest with another head',
    () =>
      withManifest((m) => {
        m.custodyHead = 'a'.repeat(64);
      }),
    /custody head/,
  ],
  [
    'a manifest of another case',
    () =>
      withManifest((m) => {
        m.caseId = '6e3cbd1c-1f0f-4b0e-9d3b-2f1f4b8e9a10';
      }),
    /not the one that its manifest names/,
  ],
  [
    'a manifest with another title',
    () =>
      withManifest((m) => {
        m.title = 'Press 18';
      }),
    /not the one that its manifest names/,
  ],
  [
    'a manifest with more events',
    () =>
      withManifest((m) => {
        m.custodyEvents = 999;
      }),
    /not the one that its manifest names/,
  ],
  ['../ in a name', () => extra('../escape.casefile'), /relative path|out of its folder/],
  ['../ further in', () => extra('exhibits/../../escape'), /relative path|out of its folder/],
  ['an absolute name', () => extra('/tmp/escape'), /absolute path/],
  ['a drive', () => extra('C:/escape'), /absolute path|drive/],
  ['a drive without a slash', () => extra('C:escape'), /absolute path|drive/],
  ['a backslash', () => extra('..\\escape'), /invalid characters|backslash/],
  ['a device', () => extra('exhibits/NUL'), /device/],
  ['a device with an ending', () => extra('con.csv'), /device/],
  ['a stream of another file', () => extra('case.casefile:hidden'), /not one of a portable case/],
  ['a null character', () => extra('exhibits/1\0.csv'), /null character/],
  ['a folder', () => extra('exhibits/'), /folder/],
  ['a name of our own kind', () => extra('.casebook-x'), /not one of a portable case/],
  ['a name with a dot at its end', () => extra('manifest.json.'), /not one of a portable case/],
  ['an exhibit of number 0', () => extra('exhibits/0.csv'), /not one of a portable case/],
  ['a name of 60,000 characters', () => extra('a'.repeat(60_000)), /not one of a portable case/],
  ['a link', () => extra('exhibits/9.csv', { mode: 0o120777 }), /is a link/],
  ['a pipe', () => extra('exhibits/9.csv', { mode: 0o010644 }), /not a plain file/],
  ['the same name twice', () => extra('case.casefile'), /two files named/],
  ['a name in capitals', () => extra('CASE.casefile'), /not one of a portable case/],
  ['a file that the manifest does not name', () => extra('exhibits/9.csv'), /does not name/],
  ['a file of the zip’s own encryption', () => extra('exhibits/9.csv', { flags: 1 }), /encrypted|not age/],
  ['an unknown packing', () => extra('exhibits/9.csv', { method: 12 }), /unknown way/],
  ['a file said to be shorter', () => damagedEntry('exhibits/1.csv', { size: 3 }), /bytes, not the/],
  [
    'a file that unpacks to more than it says',
    () => {
      const entries = honest(whole).map((e) => (e.name === 'case.casefile' ? { ...e, says: { size: 100 } } : e));
      const files = entries.map((e) =>
        e.name === 'manifest.json'
          ? { ...e, content: Buffer.from(String(e.content).replace(/("case\.casefile","bytes":)\d+/, '$1100')) }
          : e,
      );
      return zipOf(files);
    },
    /cannot be unpacked/,
  ],
  ['a file that grows out of all proportion', () => extra('exhibits/9.csv', { size: 4_000_000_000 }), /would grow/],
  [
    'a real bomb',
    () => zipOf([...entriesOf(whole), { name: 'exhibits/9.csv', content: Buffer.alloc(70_000_000) }]),
    /would grow/,
  ],
  ['files that share their bytes', () => extra('exhibits/9.csv', { offset: 0 }), /share their bytes/],
  ['a length beyond the archive', () => damagedEntry('exhibits/1.csv', { packed: 40_000_000 }), /share their bytes/],
  ['more files than a case has', () => zipOf(entriesOf(whole), 60_000), /at most 50000/],
  ['a count that lies', () => zipOf(entriesOf(whole), 3), /./],
  [
    'a case whose note was changed',
    () => changedCase("DROP TRIGGER note_revisions_no_update; UPDATE note_revisions SET text = 'x'"),
    /does not verify/,
  ],
  ['a case with a view', () => changedCase('CREATE VIEW v AS SELECT 1'), /does not verify/],
  ['a case of another program', () => changedCase('PRAGMA application_id = 7'), /cannot be opened/],
  ['a case of a newer format', () => changedCase('PRAGMA user_version = 99'), /cannot be opened/],
  ['text in place of the case', () => edited(whole, 'case.casefile', () => 'hello'), /cannot be opened/],
  [
    'CSV that says something else',
    () => edited(whole, 'exhibits/1.csv', (text) => text.replace('root', 'none')),
    /says something else/,
  ],
  [
    'JSON lines that say something else',
    () => edited(whole, 'exhibits/1.jsonl', (text) => text.replace('root', 'none')),
    /says something else/,
  ],
  [
    'CSV of an exhibit that the case lacks',
    () => zipOf(honest(whole, (f) => f.set('exhibits/9.csv', Buffer.from('a')))),
    /belongs to no exhibit/,
  ],
  [
    'a part: a note changed',
    () => edited(part, 'records/note.jsonl', (text) => text.replace('Second', 'Third')),
    /not the one that its custody event tells of/,
  ],
  [
    'a part: a record of no event',
    () => edited(part, 'records/note.jsonl', (text) => text.replace('"note":1', '"note":7')),
    /no custody event/,
  ],
  ['a part: a record that is no object', () => edited(part, 'records/note.jsonl', () => '[]\n'), /cannot be read/],
  [
    'a part: a record under another kind',
    () => zipOf(honest(part, (f) => f.set('records/task.jsonl', f.get('records/note.jsonl') ?? Buffer.alloc(0)))),
    /no custody event/,
  ],
  ['a part: a record twice', () => edited(part, 'records/note.jsonl', (text) => text + text), /./],
  ['a part: lines cut off', () => edited(part, 'records/note.jsonl', (text) => text.slice(0, -1)), /cut off/],
  [
    'a part: an event changed',
    () => edited(part, 'custody.jsonl', (text) => text.replace('"actor":"Grace"', '"actor":"Eve"')),
    /chain does not hold/,
  ],
  [
    'a part: an event taken out',
    () => edited(part, 'custody.jsonl', (text) => text.split('\n').toSpliced(3, 1).join('\n')),
    /chain/,
  ],
  [
    'a part: the newest event cut off',
    () => edited(part, 'custody.jsonl', (text) => text.trimEnd().split('\n').slice(0, -1).join('\n').concat('\n')),
    /does not end/,
  ],
  ['a part: no chain', () => edited(part, 'custody.jsonl', () => ''), /does not end/],
  [
    'a part: the facts changed',
    () => edited(part, 'case.json', (text) => text.replace('Press 17', 'Press 18')),
    /facts are not those/,
  ],
  [
    'a part: the playbook changed',
    () => edited(part, 'playbook.json', (text) => text.replace('Users', 'Losers')),
    /playbook is not/,
  ],
  ['a part: no facts', () => zipOf(honest(part, (f) => f.delete('case.json'))), /missing/],
  [
    'a part: a raw answer changed',
    () => edited(part, 'exhibits/1.answer.gz', (text) => `${text}x`),
    /bytes are not those/,
  ],
  ['a part: a raw answer missing', () => zipOf(honest(part, (f) => f.delete('exhibits/1.answer.gz'))), /raw answer/],
  ['a part: an attachment changed', () => edited(part, 'attachments/1', () => 'other'), /bytes are not those/],
  ['a part: an attachment missing', () => zipOf(honest(part, (f) => f.delete('attachments/1'))), /attachment 1/],
  [
    'a part: rows that say something else',
    () => edited(part, 'exhibits/1.rows', (text) => text.replace('root', 'none')),
    /says something else/,
  ],
  [
    'a part: CSV that says something else',
    () => edited(part, 'exhibits/1.csv', (text) => text.replace('root', 'none')),
    /says something else/,
  ],
  [
    'a part that says it is whole',
    () =>
      withManifest((m) => {
        m.contents = 'whole';
      }, part),
    /missing/,
  ],
  [
    'a whole that says it is a part',
    () =>
      withManifest((m) => {
        m.contents = 'part';
      }),
    /./,
  ],
];

describe('a bundle is refused, and nothing is left of it', () => {
  test.each(bundles)('%s', async (_, make, why) => {
    writeFileSync(place.at('hostile.zip'), make());
    const before = readdirSync(place.folder).sort();
    const taking = importCase({ path: place.at('hostile.zip'), out: place.at('taken.casefile') }, '0.1.0', quiet);
    await expect(taking).rejects.toMatchObject({ code: 'bundleInvalid', message: expect.stringMatching(why) });
    expect(readdirSync(place.folder).sort()).toEqual(before);
  });
});

test('the untouched ones, packed by the same hand, are taken in', async () => {
  for (const [name, files] of [
    ['w', whole],
    ['p', part],
  ] as const) {
    writeFileSync(place.at(`${name}.zip`), zipOf(honest(files)));
    const out = place.at(`${name}-taken.casefile`);
    await expect(importCase({ path: place.at(`${name}.zip`), out }, '0.1.0', quiet)).resolves.toMatchObject({
      path: out,
    });
  }
});
