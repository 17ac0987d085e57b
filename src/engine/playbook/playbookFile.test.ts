import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlaybookLibrary } from './openPlaybookLibrary.ts';

const shipped = fileURLToPath(new URL('../../../resources/playbooks/', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-playbook-'));
  cpSync(shipped, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, 'suspicious-iot-device', name);
const edit = (name: string, from: string | RegExp, to: string) => {
  const text = readFileSync(at(name), 'utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  writeFileSync(at(name), edited);
};
const sha256 = () => openPlaybookLibrary(folder).get('suspicious-iot-device').sha256;

describe('reading a playbook', () => {
  it('hashes what it says, so that layout does not matter and one character of a query does', () => {
    const before = sha256();
    edit('playbook.yaml', /^# What.*$/m, '# another comment');
    expect(sha256()).toBe(before);
    edit('09-outbound.kql', '"private"', '"Private"');
    expect(sha256()).not.toBe(before);
  });

  it.each([
    ['playbook.yaml', 'id: suspicious-iot-device', 'id: [', /playbook\.yaml: .*at line \d+/],
    ['playbook.yaml', 'title: Related alerts', 'heading: Related alerts', /groups\.0\.steps\.0/],
    ['playbook.yaml', 'id: users-2', 'id: users-1', 'two questions have the id "users-1"'],
    ['playbook.yaml', 'file: 09-outbound.kql', 'file: ../09-outbound.kql', 'expected the name of a .kql file'],
    ['playbook.yaml', 'file: 09-outbound.kql', 'file: 09-nothing.kql', '09-nothing.kql cannot be read'],
    [
      'playbook.yaml',
      '[device, hub, until, maxGap]',
      '[device, hub, until, gap]',
      'the parameter "gap" is not defined',
    ],
    [
      'playbook.yaml',
      'step: sign-ins,',
      'step: hardware,',
      'takes its value from "hardware", which is no earlier step',
    ],
    ['playbook.yaml', 'offset: -1d', 'offset: yesterday', '"yesterday" is not a timespan'],
    [
      '22-spread.kql',
      'let address =',
      'let peer =',
      'step spread: the query does not begin with a statement "let address',
    ],
  ])('refuses %s with %j as %j', (name, from, to, message) => {
    edit(name, from, to);
    expect(() => openPlaybookLibrary(folder).list()).toThrow(message);
  });

  it('names the playbooks there are when one is asked for that is not', () => {
    expect(() => openPlaybookLibrary(folder).get('nothing')).toThrow(
      'There is no playbook "nothing"; there are: suspicious-iot-device.',
    );
  });
});
