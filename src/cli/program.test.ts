import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from './program.ts';

let errors = '';
let output = '';
beforeEach(() => {
  errors = '';
  output = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += text;
    return true;
  });
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const workspace = '11111111-1111-4111-8111-111111111111';
const device = ['investigate', '--source', 'nowhere', '--out', 'x.casefile'];

describe('bad usage is one line and exit code 2', () => {
  it.each([
    [[], 'No command given'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['sample'], "missing required argument 'dir'"],
    [['sample', 'x', '--seed', '1.5'], 'It must be a whole number'],
    [
      ['devices'],
      'Where the logs are is missing. Give --source DIR, --workspace ID, or --cluster URL and --database NAME',
    ],
    [['devices', '--source', 'x', '--workspace', workspace], 'Give one of --source, --workspace, not several'],
    [
      ['devices', '--workspace', workspace, '--cluster', 'https://c.example'],
      'Give one of --workspace, --cluster, not',
    ],
    [['devices', '--cluster', 'https://c.example'], 'named by both --cluster URL and --database NAME'],
    [['devices', '--database', 'logs'], 'named by both --cluster URL and --database NAME'],
    [['devices', '--cluster', 'http://c.example', '--database', 'logs'], 'is no address of a cluster'],
    [['devices', '--cluster', 'https://c.example/logs', '--database', 'logs'], 'is no address of a cluster'],
    [['devices', '--cluster', 'https://me@c.example', '--database', 'logs'], 'is no address of a cluster'],
    [['devices', '--cluster', 'https://c.example', '--database', 'logs', '--wait', '3601'], 'grants 1 to 3600 seconds'],
    [['devices', '--workspace', `${workspace}, plant`], '--workspace "plant" is no workspace id'],
    [['devices', '--workspace', workspace, '--wait', '601'], '--wait 601 is not possible: the service grants 1 to 600'],
    [['devices', '--workspace', workspace], 'needs the client id of an app registration'],
    [['devices', '--workspace', workspace, '--client-id', 'x'], 'The tenant is not valid: it is missing'],
    [['query', 'T', '--workspace', workspace, '--cloud', 'germany'], '--cloud "germany" is none of'],
    [['query', 'T'], 'What to read is missing. Give --source DIR, --workspace ID or --cluster URL, or --case CASE'],
    [['devices', '--source', 'x', '--sorce', 'y'], "unknown option '--sorce'"],
    [['devices', 'x', '--source', 'y'], 'too many arguments'],
    [[...device, '--hub', 'plant', '--device', 'pump 07'], '--device "pump 07" is not valid: a device id is 1 to 128'],
    [[...device, '--device', 'pump-07', '--hub', 'plant-'], '--hub "plant-" is not valid: a hub name is 3 to 50'],
    [[...device, '--device', 'pump-07', '--hub', 'plant', '--from', 'noon', '--to', '2019-04-18'], '--from "noon"'],
    [[...device, '--device', 'pump-07', '--hub', 'plant', '--report', 'package.json'], 'package.json exists already'],
    [['query', '--source', 'x'], 'The KQL is missing'],
    [['query', 'T', '--source', 'x', '--file', 'q.kql'], 'given twice'],
    [['query', 'T', '--source', 'x', '--batch', '-'], '--batch brings its own queries'],
    [['query', '--source', 'x', '--batch', '-', '--explain'], '--explain takes one query'],
    [['query', '--source', 'x', '--batch', '-', '--all'], '--all takes one query'],
    [['query', '--source', 'x', '--file', 'no-such.kql'], 'no-such.kql cannot be read: it does not exist'],
    [['query', '--source', 'x', '--batch', 'no-such.jsonl'], 'no-such.jsonl cannot be read: it does not exist'],
    [['query', 'T', '--source', 'x', '--format', 'xml'], 'Allowed choices are table, csv, json'],
    [['answer', 'x.casefile', 'users-1', 'maybe', '--reason', 'r'], 'The answer "maybe" is none of expected'],
    [
      ['answer', 'x.casefile', 'users-1', 'expected', '--reason', 'r', '--cite', 'row 3'],
      '--cite "row 3" names no row',
    ],
    [['note', 'x.casefile'], 'text is missing'],
    [['finding'], 'The command needs one of its own commands'],
    [['finding', 'add', 'x.casefile', '--title', 't'], "required option '--severity <severity>' not specified"],
    [['finding', 'revise', 'x.casefile', '1', '--confidence', 'sure'], 'Allowed choices are low, moderate, high'],
    [['finding', 'revise', 'x.casefile', '1'], 'Nothing to revise is given'],
    [['finding', 'cite', 'x.casefile', 'one', 'E1:1'], "'one' is invalid for argument 'finding'"],
    [['finding', 'cite', 'x.casefile', '1', 'E1'], 'The row "E1" names no row'],
    [['finding', 'delete', 'x.casefile', '1'], "required option '--reason <text>' not specified"],
    [['sign-in', '--client-id', 'x'], 'The tenant is not valid: it is missing'],
    [['sign-in', '--client-id', 'x', '--tenant', 'common'], 'it does not say which tenant'],
    [['sign-in', '--tenant', 'plant.example'], 'needs the client id of an app registration'],
    [['sign-in', '--cloud', 'germany'], '--cloud "germany" is none of public, usGovernment, china'],
    [['sign-in', '--cloud', 'china', '--cloud-file', 'x'], '--cloud or --cloud-file, not both'],
    [['sign-in', '--cloud-file', 'package.json'], 'package.json does not describe a cloud'],
    [['sign-in', '--auth', 'password'], 'Allowed choices are device, browser'],
    [['bookmark', 'add', 'x.casefile', '3'], 'The row "3" names no row'],
    [['bookmark', 'revise', 'x.casefile', '1'], 'comment is missing'],
  ])('%j', async (parameters, message) => {
    expect(await runCommandLine(parameters)).toBe(2);
    expect(errors).toContain(message);
    expect(errors).toMatch(/^casebook: [^\n]+\n$/);
    expect(output).toBe('');
  });
});

describe('help', () => {
  it('lists every command and the exit codes, without an error', async () => {
    expect(await runCommandLine(['--help'])).toBe(0);
    for (const name of [
      'sample',
      'devices',
      'investigate',
      'query',
      'support',
      'show',
      'note',
      'finding',
      'bookmark',
      'answer',
      'report',
      'verify',
      'recover',
    ]) {
      expect(output).toMatch(new RegExp(`^  ${name}`, 'm'));
    }
    expect(output).toContain('Exit codes: 0 success');
    expect(errors).toBe('');
  });

  it('tells the version', async () => {
    expect(await runCommandLine(['--version'])).toBe(0);
    expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
