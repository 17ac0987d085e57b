import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casebook } from '../support/commandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-exhibits-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Exhibit {
  readonly number: number;
  readonly kql: string;
  readonly stepId: string;
  readonly variant: string;
  readonly role: string | null;
}
let exhibits: Exhibit[] = [];
let onSource: string[] = [];
const onCase = ['--case', at('a.casefile')];

beforeAll(async () => {
  expect((await casebook(['sample', at('sample'), '--events', '5000'])).code).toBe(0);
  const investigation = ['--source', at('sample'), '--device', 'pump-07', '--hub', 'plant', '--out', at('a.casefile')];
  expect((await casebook(['investigate', ...investigation])).code).toBe(0);
  const shown = JSON.parse((await casebook(['show', at('a.casefile'), '--json'])).stdout);
  exhibits = shown.exhibits;
  onSource = ['--source', at('sample'), '--from', shown.case.window.from, '--to', shown.case.window.to];
});

const exhibitOf = (step: string): Exhibit => {
  const found = exhibits.find(
    ({ stepId, variant, role }) => stepId === step && variant === 'hardened' && role === null,
  );
  if (!found) throw new Error(`The case has no exhibit of ${step}.`);
  return found;
};

/** The answers of a batch, in its order. */
const batch = async (where: readonly string[], queries: readonly string[]) => {
  writeFileSync(at('batch.jsonl'), queries.map((kql, id) => JSON.stringify({ id, kql })).join('\n'));
  const { code, stdout } = await casebook(['query', ...where, '--batch', at('batch.jsonl')]);
  expect(code).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map((line): { columns: { type: string }[]; rows: unknown[][] } => JSON.parse(line));
};
const inOrder = (rows: unknown[][] | undefined) => rows?.map((row) => JSON.stringify(row)).sort();

test('every exhibit gives what its query gives on the source, value by value and type by type', async () => {
  const source = await batch(
    onSource,
    exhibits.map(({ kql }) => kql),
  );
  const saved = await batch(
    onCase,
    exhibits.map(({ number }) => `exhibit(${number})`),
  );
  expect(saved).toHaveLength(exhibits.length);
  for (const [at, { number }] of exhibits.entries()) {
    expect(saved[at]?.columns, `exhibit ${number}`).toEqual(source[at]?.columns);
    expect(inOrder(saved[at]?.rows), `exhibit ${number}`).toEqual(inOrder(source[at]?.rows));
  }
  const types = saved.flatMap(({ columns }) => columns.map(({ type }) => type));
  expect(types).toEqual(expect.arrayContaining(['datetime', 'dynamic', 'long', 'string']));
});

test('a join between exhibits, and one with a table of the source, is the join of their queries', async () => {
  const [signIns, users] = [exhibitOf('sign-ins'), exhibitOf('users')];
  const rest = `L | mv-expand User = Users to typeof(string) | join kind=fullouter R on $left.User == $right.UserName
| extend Gap = LastObserved - FirstSuccess, Newest = toscalar(SecurityAlert | summarize max(TimeGenerated))
| order by User asc, RemoteAddress asc, UserName asc, GroupNames asc`;
  const over = (left: string, right: string) => `let L = ${left};\nlet R = ${right};\n${rest}`;
  const functions = `let F = () {\n${signIns.kql}\n};\nlet G = () {\n${users.kql}\n};\n`;
  const [source] = await batch(onSource, [functions + over('F()', 'G()')]);
  const [saved] = await batch(onCase, [over(`exhibit(${signIns.number})`, `exhibit(${users.number})`)]);
  expect(saved?.rows.length).toBeGreaterThan(3);
  expect(saved).toEqual(source);
});

test.each([
  ['exhibit(999)', /There is no exhibit 999\. The case has exhibits 1 to \d+ \(line 1, column 9\)\.\n$/],
  [
    'exhibit("users")',
    /“users” names several queries: exhibits \d+ \(guide users\), \d+ \(hardened users\)\. Name one by its number/,
  ],
  ['let n = 3; exhibit(n)', /exhibit\(\) takes one number or one name/],
])('%s is refused in one line', async (kql, line) => {
  const { code, stdout, stderr } = await casebook(['query', ...onCase, kql]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^casebook: [^\n]+\n$/);
  expect(stderr).toMatch(line);
});

test('without its source: csv, a file, a plan, a table that is gone by name; the case stays as it is', async () => {
  const before = readFileSync(at('a.casefile'));
  renameSync(at('sample'), at('moved'));
  writeFileSync(at('own.kql'), 'exhibit("coverage") | summarize n = count()');
  const csv = await casebook(['query', ...onCase, '--format', 'csv', '--file', at('own.kql')]);
  expect(csv).toEqual({ code: 0, stdout: expect.stringMatching(/^n\r\n[1-9]\d*\n$/), stderr: expect.any(String) });
  const plan = JSON.parse((await casebook(['query', ...onCase, '--explain', '--json', 'exhibit(1) | count'])).stdout);
  expect(plan).toMatchObject({ columns: [{ name: 'Count', type: 'long' }], tables: ['exhibit 1'] });
  const gone = await casebook(['query', ...onCase, 'SecurityAlert | count']);
  expect(gone.code).toBe(3);
  expect(gone.stderr).toMatch(/^casebook: There is no table SecurityAlert .*only the case’s exhibits can be read/);
  expect(readFileSync(at('a.casefile')).equals(before)).toBe(true);
  writeFileSync(at('foreign.casefile'), 'not a case');
  const foreign = await casebook(['query', '--case', at('foreign.casefile'), 'exhibit(1)']);
  expect(foreign.code).toBe(2);
  expect(foreign.stderr).toMatch(/not a Casebook case file/);
});
