import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKqlEngine, type KqlEngine } from '../engine.ts';
import type { KqlError } from '../errors.ts';
import { support } from '../support.ts';
import type { KqlTable } from '../types.ts';

let engine: KqlEngine;
beforeAll(() => {
  engine = createKqlEngine();
});
afterAll(() => engine.close());

const tables: readonly KqlTable[] = [
  {
    name: 'Logins',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'User', type: 'string' },
      { name: 'odd name', type: 'long' },
      { name: 'Details', type: 'dynamic' },
    ],
  },
  { name: 'Devices', columns: [{ name: 'DeviceId', type: 'string' }] },
];

/** Completes at the `¦` of a text. */
const completeAt = async (marked: string) => {
  const position = marked.indexOf('¦');
  return engine.complete(marked.replace('¦', ''), position, tables);
};
const labelsAt = async (marked: string) => (await completeAt(marked)).items.map((item) => item.label);
const namesAt = async (marked: string) => (await labelsAt(marked)).map((label) => label.replace(/\(.*/, ''));

describe('completion', () => {
  it.each([
    ['¦', ['Logins', 'Devices', 'print', 'let', 'table']],
    ['Logins | ¦', ['where', 'summarize', 'mv-expand', 'join']],
    ['Logins | where ¦', ['User', 'TimeGenerated', 'isempty', 'parse_json']],
    ['Logins | where User ¦', ['has', '==', 'matches regex', 'in~']],
    ['Logins | summarize ¦', ['count', 'dcount', 'arg_max']],
    ['Logins | summarize count() by ¦', ['User', 'bin', 'startofday']],
    ['Logins | summarize count() by User | where ¦', ['count_', 'User']],
    ['Logins | join kind=¦ (Devices) on $left.User == $right.DeviceId', ['inner', 'leftanti', 'rightouter']],
    ['Logins | evaluate ¦', ['bag_unpack', 'narrow']],
    ['let threshold = 3; Logins | where ¦', ['threshold']],
    ['let Recent = (since: datetime) { Logins }; ¦', ['Recent']],
    ['Logins\n\n| where User == "x"\n\n| project ¦', ['User', 'Details']],
  ])('%s', async (marked, names) => {
    expect(await namesAt(marked)).toEqual(expect.arrayContaining(names));
  });

  it('offers nothing that the engine does not support', async () => {
    const supported = support();
    const known = new Set([...supported.functions, ...supported.aggregates, ...supported.plugins]);
    const items = await Promise.all(
      ['¦', 'Logins | ¦', 'Logins | where ¦', 'Logins | summarize ¦', 'Logins | evaluate ¦'].map(completeAt),
    );
    const all = items.flatMap((one) => one.items);
    const functions = all.filter((item) => ['function', 'aggregate', 'plugin'].includes(item.kind));
    expect(functions.length).toBeGreaterThan(200);
    expect(functions.filter((item) => !known.has(item.label.replace(/\(.*/, '')))).toEqual([]);
    const operators = all.filter((item) => item.kind === 'operator').map((item) => item.label);
    const statements = ['let', 'set'];
    expect(operators.filter((name) => !supported.operators.includes(name) && !statements.includes(name))).toEqual([]);
    expect(operators).not.toContain('externaldata');
  });

  it('replaces the word under the caret, and puts the caret between the brackets', async () => {
    const { from, length, items } = await completeAt('Logins | where isem¦');
    expect([from, length]).toEqual([15, 4]);
    expect(items.find((item) => item.label.startsWith('isempty('))).toMatchObject({
      kind: 'function',
      insertBefore: 'isempty(',
      insertAfter: ')',
    });
  });

  it('writes a name with a blank in brackets', async () => {
    const { items } = await completeAt('Logins | project ¦');
    expect(items.find((item) => item.label.includes('odd name'))?.insertBefore).toBe("['odd name']");
  });

  it('offers nothing inside a text or a comment', async () => {
    expect(await labelsAt('Logins | where User == "U¦"')).toEqual([]);
  });
});

describe('hover', () => {
  it.each([
    ['Lo¦gins | take 1', 0, 6, 'User'],
    ['Logins | where Us¦er == "x"', 15, 4, 'User: string'],
    ['Logins | where is¦empty(User)', 15, 7, 'isempty('],
    ['Logins | summarize dco¦unt(User)', 19, 6, 'dcount('],
  ])('%s', async (marked, from, length, text) => {
    const found = await engine.hover(marked.replace('¦', ''), marked.indexOf('¦'), tables);
    expect(found).toMatchObject({ from, length });
    expect(found?.text).toContain(text);
  });

  it('is null on nothing', async () => {
    expect(await engine.hover('', 0, tables)).toBeNull();
    expect(await engine.hover('Logins   ', 8, tables)).toBeNull();
  });
});

/** A text without the space between its tokens and in its comments; the lexer's word is what `format` itself goes by. */
const bare = (text: string) => text.replaceAll(/\s+/g, '');

describe('format', () => {
  it('gives each operator a line', async () => {
    expect(await engine.format('Logins|where User=="a  b"|take 1 // last')).toBe(
      'Logins\n| where User == "a  b"\n| take 1 // last',
    );
  });

  it('keeps every token of the playbook’s and the documentation’s queries, and is stable', async () => {
    for (const text of realQueries()) {
      const formatted = await engine.format(text);
      expect(bare(formatted)).toBe(bare(text));
      const [before, after] = [await engine.analyze(text, []), await engine.analyze(formatted, [])];
      expect(after.columns).toEqual(before.columns);
    }
  }, 120_000);

  it('leaves a faulty text alone', async () => {
    expect(await engine.format('Logins |   where (')).toBe('Logins |   where (');
  });
});

function realQueries(): string[] {
  const folder = new URL('../../../../resources/playbooks/suspicious-iot-device/', import.meta.url);
  const cases = readFileSync(new URL('../../../../test/conformance/cases.jsonl', import.meta.url), 'utf8');
  return [
    ...readdirSync(folder)
      .filter((name) => name.endsWith('.kql'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8')),
    ...cases
      .trim()
      .split('\n')
      .filter((_, index) => index % 30 === 0)
      .map((line) => (JSON.parse(line) as { kql: string }).kql),
  ];
}

describe('hostile input', () => {
  it.each([-1, 1e9, Number.NaN, Number.POSITIVE_INFINITY, 2.5])('answers at the position %d', async (position) => {
    const text = 'Logins | where User == "x"';
    const { from, length } = await engine.complete(text, position, tables);
    expect(from).toBeGreaterThanOrEqual(0);
    expect(from + length).toBeLessThanOrEqual(text.length);
    await engine.hover(text, position, tables);
  });

  it('answers on a text of a megabyte', async () => {
    const long = `Logins | where User in (${'"x",'.repeat(250_000)}"x")`;
    expect(await engine.complete(long, 15, tables)).toEqual({ from: 15, length: 0, items: [] });
    expect(await engine.hover(long, 15, tables)).toBeNull();
    expect(await engine.format(long)).toBe(long);
  });

  it('answers or fails on any text, and serves the next', async () => {
    const piece = fc.constantFrom(
      'Logins',
      ' | ',
      'where ',
      'summarize ',
      '(',
      ')',
      '"',
      "'",
      '`',
      '//',
      ';',
      'let x=',
      '\0',
      '\ud800',
      '[',
      '{',
      '..',
      '$left',
      '1h',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 20 }).map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.double(), async (hostile, position) => {
        const { from, length, items } = await engine.complete(hostile, position, tables);
        expect(from >= 0 && length >= 0 && from + length <= hostile.length).toBe(true);
        expect(structuredClone(items)).toEqual(items);
        await engine.hover(hostile, position, tables);
        expect(bare(await engine.format(hostile))).toBe(bare(hostile));
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('does not lose itself in deep nesting', async () => {
    const deep = `print ${'('.repeat(50_000)}`;
    expect(await engine.complete(deep, 10, tables)).toEqual({ from: 10, length: 0, items: [] });
    expect(await engine.hover(deep, 10, tables)).toBeNull();
    expect(await labelsAt(`print ${'('.repeat(200)}¦`)).toContain('ago(timespan)');
  });
});

describe('superseded requests', () => {
  it('fail at once, and the worker does not do them', async () => {
    await engine.complete('Logins | ', 9, tables);
    const started = performance.now();
    const given = Array.from({ length: 200 }, (_, index) => {
      const controller = new AbortController();
      const text = `Logins | where User == "${index}" | summarize `;
      const asked = engine.complete(text, text.length, tables, controller.signal);
      controller.abort();
      return asked.catch((error: KqlError) => error.code);
    });
    expect(new Set(await Promise.all(given))).toEqual(new Set(['cancelled']));
    expect(await labelsAt('Logins | ¦')).toContain('where');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
