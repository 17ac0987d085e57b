import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import type { CallContext } from '../context.ts';
import { openSourceRegistry } from '../logs/sourceRegistry.ts';
import { openPlaybookLibrary } from '../playbook/openPlaybookLibrary.ts';
import { editorHandlers } from './editor.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-editor-'));
const source = { kind: 'local', folder } as const;
const resourcesFolder = join(import.meta.dirname, '../../../resources');
const sources = openSourceRegistry();
const handlers = editorHandlers({
  sources,
  cases: createCaseRegistry('0'),
  playbooks: openPlaybookLibrary(join(resourcesFolder, 'playbooks')),
  resourcesFolder,
  productVersion: '0',
});
const context: CallContext = {
  callId: 'test',
  signal: new AbortController().signal,
  emit: () => undefined,
  progress: () => undefined,
};
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

beforeAll(async () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({
    TimeGenerated: '2019-04-18T12:00:00Z',
    Kind: index % 3 === 0 ? 'a "quoted"' : 'plain',
    Id: `id-${index}`,
    Count: index,
  }));
  writeFileSync(join(folder, 'Small.ndjson'), lines(rows));
  // A first row, and more blank lines than a table that is read for somebody's typing may hold.
  writeFileSync(join(folder, 'SecurityAlert.ndjson'), lines([{ AlertName: 'x' }]) + '\n'.repeat(33 * 1024 * 1024));
  await problems('Small');
  await vi.waitFor(async () => expect((await problems('Small')).unread).toEqual([]), { timeout: 30_000 });
});
afterAll(async () => {
  await sources.closeAll();
  rmSync(folder, { recursive: true });
});

const problems = async (kql: string) => handlers['editor.problems']({ source, kql }, context);
const completeAt = async (marked: string) =>
  handlers['editor.complete']({ source, kql: marked.replace('¦', ''), position: marked.indexOf('¦') }, context);

describe('problems', () => {
  it('have a place and what to do', async () => {
    const { problems: found, checked } = await problems('Small\n| where Knd == "plain"');
    expect(checked).toBe(true);
    expect(found).toMatchObject([{ severity: 'error', line: 2, column: 9, from: 14, length: 3 }]);
    expect(found[0]?.help).not.toBe('');
  });

  it('are none in an empty text', async () => {
    expect(await problems(' \n')).toEqual({ problems: [], checked: true, unread: [] });
  });

  it('are not guessed for the columns of a large table that nobody has read, and it is not read for that', async () => {
    const first = await problems('SecurityAlert | where Nothing == 1');
    expect(first).toEqual({ problems: [], checked: true, unread: ['SecurityAlert'] });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await problems('SecurityAlert | where (')).problems.map(({ code }) => code)).toEqual(['KS006', 'KS005']);
    expect((await problems('SecurityAlert | count')).unread).toEqual(['SecurityAlert']);
  });

  it('are not looked for in a text that is too long', async () => {
    expect(await problems(`Small // ${'x'.repeat(300_000)}`)).toMatchObject({ problems: [], checked: false });
  });
});

describe('completion', () => {
  const labels = async (marked: string) => (await completeAt(marked)).items.map(({ label }) => label);

  it('offers tables, and the columns of a large table by its schema', async () => {
    expect(await labels('¦')).toEqual(expect.arrayContaining(['Small', 'SecurityAlert']));
    expect(await labels('SecurityAlert | where ¦')).toContain('AlertSeverity');
    expect((await completeAt('Small | where Kin¦')).items).toContainEqual(
      expect.objectContaining({ label: 'Kind', kind: 'column', detail: 'string' }),
    );
  });

  it('offers the values of a column that has few, most frequent first', async () => {
    const { from, length, items } = await completeAt('Small | where Kind == "p¦" and Id == ""');
    expect([from, length]).toEqual([22, 3]);
    expect(items.map(({ insertBefore }) => insertBefore)).toEqual(['"plain"', '"a \\"quoted\\""']);
    const [first, second, ...others] = await labels('Small | where Kind in (¦');
    expect([first, second]).toEqual(['"plain"', '"a \\"quoted\\""']);
    expect(others.length).toBeGreaterThan(10);
  });

  it('offers no values of a column with many, of other types, and of a table that is not read', async () => {
    expect(await labels('Small | where Id == "¦"')).toEqual([]);
    expect(await labels('SecurityAlert | where AlertName == "¦"')).toEqual([]);
    expect((await completeAt('Small | where Count == ¦')).items.some(({ detail }) => detail === 'Count')).toBe(false);
  });

  it('writes values that the engine reads as the stored ones', async () => {
    const { items } = await completeAt('Small | where Kind == "¦"');
    for (const { insertBefore } of items) {
      expect((await problems(`Small | where Kind == ${insertBefore}`)).problems).toEqual([]);
    }
  });
});

it('explains, colours and lays out', async () => {
  const kql = 'Small|where isempty(Kind)';
  expect(await handlers['editor.hover']({ source, kql, position: 21 }, context)).toMatchObject({ from: 20, length: 4 });
  expect(await handlers['editor.signature']({ source, kql, position: 20 }, context)).toMatchObject({ active: 0 });
  expect((await handlers['editor.format']({ kql }, context)).kql).toBe('Small\n| where isempty(Kind)');
  const classOf = async (input: { source?: typeof source }) => {
    const { ranges } = await handlers['editor.colours']({ ...input, kql }, context);
    return ranges.find(({ from }) => from === 0)?.class;
  };
  expect(await classOf({ source })).toBe('table');
  expect(await classOf({})).not.toBe('table');
});
