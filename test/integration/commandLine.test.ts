import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casebook, casebookJson as json } from '../support/commandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-cli-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const investigation = (out: string, ...more: string[]) => [
  'investigate',
  ...['--source', at('sample'), '--device', 'pump-07', '--hub', 'plant', '--out', at(out)],
  ...more,
];

beforeAll(async () => {
  expect((await casebook(['sample', at('sample'), '--events', '5000'])).code).toBe(0);
});

describe('the main job', () => {
  test('goes from a folder of logs to a case that is answered, noted, reported and verified', async () => {
    const { devices } = await json('devices', '--source', at('sample'));
    expect(devices[0]).toMatchObject({ deviceId: 'pump-07', hubName: 'plant' });

    const outcome = await json(...investigation('main.casefile', '--report', at('main.pdf'), '--title', 'Pump'));
    expect(outcome.exhibits).toHaveLength(40);
    expect(outcome.skipped).toEqual([]);
    expect(outcome.observations.map(({ rule }: { rule: string }) => rule)).toEqual(
      expect.arrayContaining([
        ...['alerts', 'failures-then-success', 'account-created', 'account-regrouped', 'commands-download-then-run'],
        ...['commands-miner', 'outbound-mining', 'commands-firewall-disabled', 'firewall-open', 'listener-new'],
        ...['commands-auditd-tampering', 'commands-log-or-history-removal', 'reporting-gap', 'spread'],
      ]),
    );
    expect(readFileSync(at('main.pdf')).subarray(0, 5).toString()).toBe('%PDF-');

    const answered = await json(
      ...['answer', at('main.casefile'), 'users-1', 'unexpected', '--reason', 'sysupd is new', '--cite', 'E4:1', '4:2'],
    );
    expect(answered).toMatchObject({ value: 'unexpected', revision: 1 });
    writeFileSync(at('note.md'), '# Seen\n\nthe miner');
    expect(await json('note', at('main.casefile'), '--file', at('note.md'))).toMatchObject({ noteId: 1 });

    const { stdout } = await casebook(['show', at('main.casefile')]);
    const shown = JSON.parse(stdout);
    expect(shown.case).toMatchObject({ title: 'Pump', subject: { deviceId: 'pump-07', hubName: 'plant' } });
    expect(shown.answers[0].citations).toHaveLength(2);
    expect(shown.notes[0].text).toBe('# Seen\n\nthe miner');

    expect(await json('verify', at('main.casefile'))).toMatchObject({ ok: true, checked: { exhibits: 40 } });
    const bytes = readFileSync(at('main.casefile'));
    const place = bytes.indexOf('sysupd is new');
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(at('changed.casefile'), bytes);
    const changed = await casebook(['verify', at('changed.casefile')]);
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain('One thing does not match:\n  answer to users-1');
  });
});

describe('query', () => {
  test('prints a table, CSV and JSON of the same rows', async () => {
    const kql = 'print Name="a\\u001b[31m", N=9007199254740993';
    const run = (...more: string[]) => casebook(['query', kql, '--source', at('sample'), ...more]);
    expect((await run()).stdout).toBe(
      'Name                        N\n-----------  ----------------\na\\u001b[31m  9007199254740993\n1 row\n',
    );
    expect((await run('--format', 'csv')).stdout).toBe('Name,N\r\na\u001b[31m,9007199254740993\n');
    expect(JSON.parse((await run('--format', 'json')).stdout).rows).toEqual([['a\u001b[31m', '9007199254740993']]);
  });

  test('answers a batch line by line, in order, errors as data', async () => {
    const lines = [
      '{"id":"a","kql":"print x=1"}',
      '{"id":2,"kql":"print x=1\\n| nope"}',
      '',
      '{"id":"c","kql":"print y=2"}',
    ];
    const { code, stdout, stderr } = await casebook(['query', '--source', at('sample'), '--batch', '-'], {
      input: lines.join('\n'),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first, second, third] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toEqual({ id: 'a', columns: [{ name: 'x', type: 'long' }], rows: [[1]] });
    expect(second).toMatchObject({ id: 2, error: { code: 'kqlSyntax', line: 2, column: 3 } });
    expect(third).toMatchObject({ id: 'c', rows: [[2]] });
  });

  test('names a line of a batch that is none', async () => {
    const { code, stdout } = await casebook(['query', '--source', at('sample'), '--batch', '-'], {
      input: 'print x=1\n',
    });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      id: null,
      error: { message: expect.stringContaining('Line 1 is not') },
    });
  });
});

describe('bad input is one line, its exit code, and nothing left behind', () => {
  const cases: [name: string, parameters: () => string[], code: number, line: RegExp][] = [
    [
      'a device that is stored in another spelling',
      () => investigation('x.casefile').map((part) => (part === 'pump-07' ? 'PUMP-07' : part)),
      2,
      /no device "PUMP-07".*pump-07, Pump-07/,
    ],
    [
      'a part of a device id',
      () => investigation('x.casefile').map((part) => (part === 'pump-07' ? 'pump-1?' : part)),
      2,
      /no device "pump-1\?"/,
    ],
    [
      'a hub that the device is not on',
      () => investigation('x.casefile').map((part) => (part === 'plant' ? 'plant-2' : part)),
      2,
      /"pump-07" on the hub plant, not on "plant-2"/,
    ],
    ['an unknown playbook', () => investigation('x.casefile', '--playbook', 'other'), 2, /no playbook "other"/],
    ['a case file that exists', () => investigation('taken.casefile'), 2, /taken\.casefile exists already/],
    ['a folder for the case that does not exist', () => investigation('none/x.casefile'), 2, /folder does not exist/],
    ['a source that does not exist', () => ['devices', '--source', at('none')], 2, /cannot be opened.*none/],
    ['a source without tables', () => ['devices', '--source', at('empty')], 2, /no table/],
    ['a foreign case file', () => ['show', at('taken.casefile')], 2, /not a Casebook case file/],
    ['a case file that is not there', () => ['verify', at('none.casefile')], 2, /no case file/],
    ['KQL that is none', () => ['query', 'print x=', '--source', at('sample')], 2, /line 1, column 9/],
  ];

  beforeAll(() => {
    mkdirSync(at('empty'));
    writeFileSync(at('taken.casefile'), 'someone else’s');
  });

  test.each(cases)('%s', async (_, parameters, expected, line) => {
    const before = readdirSync(folder).sort();
    const { code, stdout, stderr } = await casebook(parameters());
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr).toMatch(/^casebook: [^\n]+\n$/);
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(readFileSync(at('taken.casefile'), 'utf8')).toBe('someone else’s');
  });

  test('a table without a needed column: the case keeps the failures, the line names the column', async () => {
    mkdirSync(at('lacking'));
    const events = readFileSync(join(at('sample'), 'SecurityIoTRawEvent.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    const without = events.map((line) => JSON.stringify({ ...JSON.parse(line), EventDetails: undefined }));
    writeFileSync(join(at('lacking'), 'SecurityIoTRawEvent.ndjson'), without.join('\n'));
    const { code, stderr } = await casebook(
      investigation('lacking.casefile').map((part) => (part === at('sample') ? at('lacking') : part)),
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^casebook: \d+ of \d+ queries failed, .*no column EventDetails.*The case is kept in [^\n]+\n$/,
    );
    expect(await json('verify', at('lacking.casefile'))).toMatchObject({ ok: true });
  });
});

describe('Ctrl+C', () => {
  test('before anything was captured leaves nothing behind', async () => {
    const before = readdirSync(folder).sort();
    const soon = Date.now() + 600;
    const stopWhen = () => Date.now() > soon;
    const { code, stderr } = await casebook(investigation('early.casefile'), { stopWhen });
    expect(code === 130 || code === null).toBe(true);
    expect(stderr === '' || stderr === 'casebook: Stopped.\n').toBe(true);
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  test('in the middle of a run leaves a case whose run resumes and comes to its end', async () => {
    const log = at('half.casefile-wal');
    const { code } = await casebook(investigation('half.casefile'), {
      stopWhen: () => existsSync(log) && statSync(log).size > 400_000,
    });
    expect(code).toBe(130);
    const before = await json('show', at('half.casefile'));
    const { skipped } = await json('resume', at('half.casefile'));
    const after = await json('show', at('half.casefile'));
    expect(after.exhibits.slice(0, before.exhibits.length)).toEqual(before.exhibits);
    const queries = after.exhibits.filter(
      ({ stepId, role }: { stepId: string | null; role: object | null }) => stepId !== null && role === null,
    );
    expect(queries.length + skipped.length).toBe(30);
    expect((await casebook(['resume', at('half.casefile')])).stderr).toContain('the newest one came to its end');
    expect(await json('verify', at('half.casefile'))).toMatchObject({ ok: true });
  });

  test('later keeps a whole case with what was captured', async () => {
    const { code, stderr } = await casebook(investigation('stopped.casefile'), {
      stopWhen: () => existsSync(at('stopped.casefile')),
    });
    expect(code).toBe(130);
    if (existsSync(at('stopped.casefile'))) {
      expect(stderr).toMatch(/^casebook: Stopped\. The case with \d+ exhibits is kept in [^\n]+stopped\.casefile\.\n$/);
      expect(await json('verify', at('stopped.casefile'))).toMatchObject({ ok: true });
    } else {
      expect(stderr).toBe('casebook: Stopped.\n');
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped.casefile-'))).toEqual([]);
  });
});
