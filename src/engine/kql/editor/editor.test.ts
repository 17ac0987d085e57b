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
    const textOf = (index: number) => `Logins | where User == "${index}" | summarize `;
    await engine.complete('Logins | ', 9, tables);
    let from = performance.now();
    for (let index = 0; index < 20; index++) await engine.complete(textOf(index), textOf(index).length, tables);
    const oneAnswered = (performance.now() - from) / 20;

    from = performance.now();
    const given = Array.from({ length: 200 }, (_, index) => {
      const controller = new AbortController();
      const text = textOf(100 + index);
      const asked = engine.complete(text, text.length, tables, controller.signal);
      controller.abort();
      return asked.catch((error: KqlError) => error.code);
    });
    expect(new Set(await Promise.all(given))).toEqual(new Set(['cancelled']));
    expect(await labelsAt('Logins | ¦')).toContain('where');
    expect(performance.now() - from).toBeLessThan(given.length * 0.5 * oneAnswered);
  });
});

describe('values', () => {
  it.each([
    ['Logins | where User == "a¦', 'Logins', 'User', '"a'],
    ['Logins | where User == ¦', 'Logins', 'User', ''],
    ['Logins | where User =~ "¦"', 'Logins', 'User', '""'],
    ['Logins | where User !in~ ("x", "¦y")', 'Logins', 'User', '"y"'],
    ['Logins | where User has_any ("x", ¦', 'Logins', 'User', ''],
    ["Devices | where DeviceId startswith '¦'", 'Devices', 'DeviceId', "''"],
    ['Logins | project-rename Name = User | where Name == "¦"', 'Logins', 'User', '""'],
    ['let known = Logins; known | where isempty(Details) or User contains "¦"', 'Logins', 'User', '""'],
  ])('stand where a stored string column is compared: %s', async (marked, table, column, replaced) => {
    const { values } = await completeAt(marked);
    expect(values).toMatchObject({ table, column });
    const text = marked.replace('¦', '');
    expect(text.slice(values?.from, (values?.from ?? 0) + (values?.length ?? 0))).toBe(replaced);
  });

  it.each([
    'Logins | where TimeGenerated == "¦"',
    'Logins | extend Name = strcat(User, "x") | where Name == "¦"',
    'Logins | where User == "a"¦',
    'Logins | where strlen("¦") == User',
    'Logins | where User¦',
    'Logins | where (User, "¦")',
    'Nothing | where User == "¦"',
  ])('stand nowhere else: %s', async (marked) => {
    expect((await completeAt(marked)).values).toBeUndefined();
  });
});

describe('signature help', () => {
  const signatureAt = (marked: string) => engine.signature(marked.replace('¦', ''), marked.indexOf('¦'), tables);
  it.each([
    ['Logins | extend x = bin(¦', 'bin(value, roundTo)', 'value', 0],
    ['Logins | extend x = bin(TimeGenerated, ¦1h)', 'bin(value, roundTo)', 'roundTo', 1],
    ['print strcat("a", "b", ¦)', 'strcat(arg, ...)', '...', 1],
    ['Logins | extend x = iff(isempty(User), bin(1, 2), ¦', 'iff(if, then, else)', 'else', 2],
    ['let Recent = (since: datetime, name: string) { Logins }; Recent(now(), ¦)', 'Recent(', 'name', 1],
  ])('names the parameter at the place: %s', async (marked, label, parameter, active) => {
    const found = await signatureAt(marked);
    expect(found?.label).toContain(label);
    expect(found?.active).toBe(active);
    const { from = 0, length = 0 } = found?.parameters[active] ?? {};
    expect(found?.label.slice(from, from + length)).toContain(parameter);
  });

  it.each(['Logins | where (User == ¦"x")', 'Logins | where bin(1, 2) == ¦', 'x(¦', ''])(
    'is null outside: %s',
    async (marked) => {
      expect(await signatureAt(marked)).toBeNull();
    },
  );

  it('is past the last parameter', async () => {
    expect(await signatureAt('print bin(1, 2, ¦')).toMatchObject({
      active: -1,
      example: expect.stringContaining('bin('),
    });
  });
});

describe('colours', () => {
  it('come from the binder, in order and apart', async () => {
    const text = 'Logins // all\n| where User == "x" and strlen(User) > 3';
    const ranges = await engine.classify(text, tables);
    const classOf = (word: string) =>
      ranges.find(({ from, length }) => text.slice(from, from + length) === word)?.class;
    expect([classOf('Logins'), classOf('// all'), classOf('where'), classOf('User'), classOf('"x"')]).toEqual([
      'table',
      'comment',
      'operator',
      'column',
      'string',
    ]);
    expect([classOf('strlen'), classOf('3'), classOf('and')]).toEqual(['function', 'literal', 'keyword']);
    let end = 0;
    for (const { from, length } of ranges) {
      expect(from).toBeGreaterThanOrEqual(end);
      end = from + length;
    }
  });

  it('are none in a text of a megabyte', async () => {
    expect(await engine.classify('// x\n'.repeat(200_000), tables)).toEqual([]);
  });
});

describe('problems', () => {
  const catalog = { tables, relation: (name: string) => `"${name}"` };
  it.each([
    ['Logins\n| where Usr == "x"', { severity: 'error', line: 2, column: 9, from: 15, length: 3 }],
    ['Logins | where (', { severity: 'error', kind: 'syntax', line: 1 }],
    ['Logins\n| externaldata', { severity: 'error', line: 2 }],
  ])('%s', async (text, problem) => {
    const found = await engine.diagnose(text, catalog);
    expect(found?.[0]).toMatchObject(problem);
    expect(found?.every(({ help, message }) => help !== '' && message !== '')).toBe(true);
  });

  it('are what this engine refuses, too', async () => {
    const text = 'Logins | evaluate autocluster()';
    const found = await engine.diagnose(text, catalog);
    expect(found).toHaveLength(1);
    expect(found?.[0]).toMatchObject({ severity: 'error', kind: 'unsupported' });
    await expect(engine.check(text, catalog)).rejects.toThrow(found?.[0]?.message);
  });

  it('are none in a query that runs, and not told of a text that is too long', async () => {
    expect(await engine.diagnose('Logins | where User == "x" | count', catalog)).toEqual([]);
    expect(await engine.diagnose(`Logins // ${'x'.repeat(300_000)}`, catalog)).toBeUndefined();
  });
});
