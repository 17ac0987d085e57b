import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPlaybookLibrary } from '../playbook/openPlaybookLibrary.ts';
import { createReportCompiler } from './compile.ts';
import { type ExampleCase, exampleInput } from './exampleCase.ts';
import { buildReport } from './model.ts';
import { readPdf } from './readPdf.ts';

const resources = (folder: string) => fileURLToPath(new URL(`../../../resources/${folder}`, import.meta.url));
const { playbook } = openPlaybookLibrary(resources('playbooks')).get('suspicious-iot-device');
const steps = playbook.groups.flatMap((group) => group.steps);
const questions = steps.flatMap((step) => step.questions);
const compiler = createReportCompiler(resources('report'));
const noHash = { rowSha256: '0'.repeat(64) };

const columns = [
  { name: 'UserName', type: 'string' as const },
  { name: 'Seen', type: 'datetime' as const },
  { name: 'Count', type: 'long' as const },
];
const rich: ExampleCase = {
  playbook,
  exhibits: steps.slice(0, 20).map((step) => ({
    stepId: step.id,
    variant: 'hardened',
    title: step.title,
    kql: step.hardened?.kql ?? 'T',
    columns,
    rows: Array.from({ length: 60 }, (_, row) => [`user-${row}`, '2019-04-18T12:04:31.1234567Z', row]),
  })),
  answers: questions.slice(0, 11).map((question, index) => ({
    questionId: question.id,
    value: index % 2 === 0 ? 'unexpected' : 'expected',
    reason: `Reason number ${index} of the examiner.`,
    citations: [{ exhibit: 2, row: index + 1, ...noHash }],
  })),
  notes: ['The **plant** was called.\n\n```ls -la\nan-odd-file\n```'],
};
const compile = (example: ExampleCase) => {
  const input = exampleInput(example);
  return compiler.compile(buildReport(input), input.standard);
};
/** Page text without line ends, so that a wrapped sentence can be found. */
const flat = (text: string) => text.replace(/\s+/g, '');

describe.each([
  ['a4', 595.2756, 841.8898],
  ['letter', 612, 792],
] as const)('on %s', (paper, width, height) => {
  test.each([
    ['ua-1', '<pdfuaid:part>1</pdfuaid:part>'],
    ['a-3a', '<pdfaid:part>3</pdfaid:part>'],
  ] as const)('a %s document is tagged and says everything', (standard, mark) => {
    const compiled = compile({ ...rich, paper, standard });
    const pdf = readPdf(compiled.pdf);
    expect(pdf.header).toBe('%PDF-1.7');
    expect(pdf.metadata).toContain(mark);
    expect(pdf.metadata).toContain('Investigation report: pump-1 on contoso-plant');
    expect(pdf.metadata).toContain('2026-11-24T06:50:00Z');
    expect(pdf.catalog).toContain('/MarkInfo');
    expect(pdf.catalog).toContain('/StructTreeRoot');
    expect(pdf.catalog).toMatch(/\/Lang \(en\)/);
    expect(pdf.pages).toHaveLength(compiled.pageCount);
    expect(pdf.pages.every((page) => page.width === width && page.height === height)).toBe(true);
    expect(pdf.tags).toMatchObject({
      Table: expect.any(Number),
      TH: expect.any(Number),
      H1: expect.any(Number),
      Code: expect.any(Number),
    });
    const text = flat(pdf.pages.map((page) => page.text).join(' '));
    for (const question of questions) expect(text).toContain(flat(question.text));
    for (let index = 0; index < 11; index++) expect(text).toContain(flat(`Reason number ${index} of the examiner.`));
    for (const step of steps) expect(pdf.bookmarks.some((bookmark) => bookmark.endsWith(step.title))).toBe(true);
    for (const exhibit of exampleInput(rich).view.exhibits) {
      expect(pdf.bookmarks).toContain(`Exhibit ${exhibit.number} · ${exhibit.title}`);
      expect(text).toContain(exhibit.sha256);
      expect(text).toContain(exhibit.kqlSha256);
    }
    for (const part of ['ls -la', 'an-odd-file']) expect(text).toContain(flat(part));
    expect(text).toContain(flat('The first 50 of 60 rows are shown; 10 rows left out.'));
    pdf.pages.forEach((page, index) => {
      expect(flat(page.text)).toContain(`Page${index + 1}of${compiled.pageCount}`);
    });
  });
});

test('the same case at the same time gives the same bytes, from another compiler too', () => {
  const input = exampleInput(rich);
  const first = compiler.compile(buildReport(input), 'ua-1');
  const other = createReportCompiler(resources('report')).compile(buildReport(exampleInput(rich)), 'ua-1');
  expect(Buffer.compare(first.pdf, other.pdf)).toBe(0);
});

test('an empty case has a report too', () => {
  const pdf = readPdf(compile({ playbook }).pdf);
  const text = flat(pdf.pages.map((page) => page.text).join(' '));
  expect(text).toContain(flat('No query has been run in this case.'));
  expect(text).toContain(flat('None of the playbook’s'));
});

describe('hostile data', () => {
  const hostile = [
    '#eval("panic()") #import "x" #read("/etc/passwd") $ sum_x $ @ref <label> = Heading *b* _i_ `c` \\u{1F600} // c /* d */',
    '<script>alert(1)</script> [a](javascript:x) ![i](http://203.0.113.9/x.png) {{x}} </w:t>',
    'a\u0000b\u0007c\u001b[31m\r\n\ttab',
    'exe.\u202e\u2066gpj\u200f\u200b\ufeff end',
    '\ud800 lone \udfff, 😀 👩‍👩‍👧 🇩🇪, שלום, مرحبا, ไทย, हिन्दी, 漢字か゚ﾊﾞ, é̂̃̄̅',
    'x'.repeat(5000),
    'a/b\\c'.repeat(500),
    '\n'.repeat(3000),
    '"}],"x":[{"',
  ].join(' ');

  test('reaches the page as text, in every field that takes text', () => {
    const compiled = compile({
      playbook: {
        ...playbook,
        introduction: hostile,
        closing: { title: hostile.slice(0, 80), tasks: [{ id: 'a', text: hostile, detail: hostile }] },
      },
      title: hostile.slice(0, 200),
      examiner: hostile.slice(0, 200),
      deviceId: hostile.slice(0, 128),
      exhibits: [
        {
          stepId: 'users',
          variant: 'guide',
          title: hostile.slice(0, 200),
          kql: hostile,
          columns: [{ name: hostile.slice(0, 100), type: 'string' }, ...columns],
          rows: [
            [hostile, 'x', 1, null],
            [null, '', 0, JSON.stringify({ [hostile]: hostile })],
          ],
          verdicts: [{ kind: 'partial', text: hostile }],
        },
        {
          stepId: 'users',
          variant: 'hardened',
          columns: [],
          rows: [],
          failure: { code: hostile.slice(0, 40), message: hostile },
        },
      ],
      answers: [
        {
          questionId: 'users-1',
          value: 'unexpected',
          reason: hostile,
          citations: [
            { exhibit: 1, row: 1, ...noHash },
            { exhibit: 99, row: 7, ...noHash },
          ],
        },
      ],
      notes: [hostile, `- ${hostile}`, `${'> '.repeat(40)}${'- '.repeat(40)}${'*'.repeat(99)}a${'*'.repeat(99)}`],
      observations: [
        {
          rule: 'x',
          at: null,
          text: hostile,
          citations: [
            { exhibit: 1, row: 1 },
            { exhibit: 98, row: 1 },
          ],
        },
      ],
    });
    const text = flat(
      readPdf(compiled.pdf)
        .pages.map((page) => page.text)
        .join(' '),
    );
    expect(text).toContain(
      flat('#eval("panic()") #import "x" #read("/etc/passwd") $ sum_x $ @ref <label> = Heading *b*'),
    );
    expect(text).toContain(flat('<script>alert(1)</script>'));
    expect(text).toContain('exe.[U+202E][U+2066]gpj[U+200F][U+200B][U+FEFF]');
    expect(text).toContain(flat('Exhibit 99 has no row 7.'));
    expect(text).not.toContain('\u200b');
    expect(compiled.escapedCharacters).toBeGreaterThan(100);
  });

  test('a cell of 50 MB is cut and counted', () => {
    const rows = [['y'.repeat(50_000_000), '2019-04-18T12:04:31Z', 1]];
    const compiled = compile({ playbook, exhibits: [{ stepId: 'users', variant: 'guide', columns, rows }] });
    expect(
      flat(
        readPdf(compiled.pdf)
          .pages.map((page) => page.text)
          .join(' '),
      ),
    ).toContain('49999000morecharacterscut');
  });

  test('any text meets both standards', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        '#',
        '$',
        '*',
        '`',
        '\n',
        '\u0301',
        '漢',
        'か\u3099',
        'ﾊ\uff9e',
        'e\u0323\u0302',
        'Ά',
        '┌',
        '\u00a0',
        '\u2028',
        '한\u1161',
      ),
    );
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, fc.constantFrom('ua-1' as const, 'a-3a' as const), (first, second, standard) => {
        const rows = [[first, second, 1]];
        const compiled = compile({
          playbook: { ...playbook, groups: playbook.groups.slice(0, 1) },
          standard,
          title: first.slice(0, 100) || 'x',
          exhibits: [{ stepId: 'users', variant: 'guide', title: second || 'x', kql: first, columns, rows }],
          answers: [{ questionId: 'users-1', value: 'unknown', reason: second, citations: [] }],
          notes: [first, second],
        });
        expect(compiled.pageCount).toBeGreaterThan(3);
      }),
      { numRuns: 60 },
    );
  });
});
