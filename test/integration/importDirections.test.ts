import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Runs dependency-cruiser with the project's rules over a small tree and gives back the names of the rules broken. */
function brokenRules(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-layers-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { allowImportingTsExtensions: true, noEmit: true } }),
    );
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const output = execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        join(root, '.dependency-cruiser.cjs'),
        '--output-type',
        'json',
        'src',
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    const report = JSON.parse(output) as { summary: { violations: { rule: { name: string; severity: string } }[] } };
    return report.summary.violations
      .filter((violation) => violation.rule.severity === 'error')
      .map((violation) => violation.rule.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const target = 'export const value = 1;\n';
const importing = (path: string) => `import { value } from '${path}';\nexport const again = value;\n`;

test.each([
  ['core from shared', 'src/core/a.ts', 'src/shared/b.ts', '../shared/b.ts', 'core-imports-only-itself'],
  ['shared from the engine', 'src/shared/a.ts', 'src/engine/b.ts', '../engine/b.ts', 'shared-imports-only-core'],
  [
    'the page from the engine',
    'src/renderer/a.ts',
    'src/engine/b.ts',
    '../engine/b.ts',
    'renderer-imports-only-core-and-shared',
  ],
  ['the preload from main', 'src/preload/a.ts', 'src/main/b.ts', '../main/b.ts', 'preload-imports-only-shared'],
  ['the engine from main', 'src/engine/a.ts', 'src/main/b.ts', '../main/b.ts', 'engine-imports-only-core-and-shared'],
  [
    'the command line past the client',
    'src/cli/a.ts',
    'src/engine/b.ts',
    '../engine/b.ts',
    'main-and-cli-reach-the-engine-through-its-client',
  ],
  [
    'main from the command line',
    'src/main/a.ts',
    'src/cli/b.ts',
    '../cli/b.ts',
    'main-and-cli-never-import-each-other-or-the-page',
  ],
  [
    'a feature from its sibling',
    'src/renderer/features/one/a.ts',
    'src/renderer/features/two/b.ts',
    '../two/b.ts',
    'renderer-features-are-siblings-that-do-not-meet',
  ],
  [
    'sign-in from the engine',
    'src/auth/a.ts',
    'src/engine/b.ts',
    '../engine/b.ts',
    'auth-imports-only-core-and-shared',
  ],
  ['sign-in from main', 'src/auth/a.ts', 'src/main/b.ts', '../main/b.ts', 'auth-imports-only-core-and-shared'],
  [
    'the engine from sign-in',
    'src/engine/a.ts',
    'src/auth/b.ts',
    '../auth/b.ts',
    'engine-imports-only-core-and-shared',
  ],
  [
    'kql from the case file',
    'src/engine/kql/a.ts',
    'src/engine/casefile/b.ts',
    '../casefile/b.ts',
    'kql-is-a-library-of-its-own',
  ],
])('importing %s fails', (_, from, to, specifier, rule) => {
  expect(brokenRules({ [from]: importing(specifier), [to]: target })).toContain(rule);
});

test.each([
  [
    'a circle',
    {
      'src/core/a.ts': importing('./b.ts').replace('again', 'value'),
      'src/core/b.ts': importing('./a.ts').replace('again', 'value'),
    },
    'no-circular',
  ],
  [
    'Node in core',
    { 'src/core/a.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n" },
    'core-and-shared-are-free-of-the-platform',
  ],
  [
    'SQLite outside the case file',
    { 'src/engine/logs/a.ts': "import Database from 'better-sqlite3';\nexport const open = Database;\n" },
    'better-sqlite3-is-filed-under-engine-casefile-search',
  ],
  [
    'the client of the sign-in service outside sign-in',
    { 'src/main/a.ts': "import { AuthError } from '@azure/msal-node';\nexport const refusal = AuthError;\n" },
    '-azure-msal-node-is-filed-under-auth',
  ],
  [
    'a package that is not filed',
    { 'src/engine/a.ts': "import ts from 'typescript';\nexport const compiler = ts;\n" },
    'every-package-is-filed',
  ],
])('%s fails', (_, files, rule) => {
  expect(brokenRules(files)).toContain(rule);
});

test('the import directions allow what the architecture says', () => {
  expect(
    brokenRules({
      'src/core/a.ts': target,
      'src/shared/b.ts': importing('../core/a.ts'),
      'src/engine/client.ts': importing('../shared/b.ts').replace('again', 'value'),
      'src/auth/e.ts': importing('../core/a.ts').replace('again', 'value'),
      'src/cli/c.ts': importing('../engine/client.ts'),
      'src/main/f.ts': importing('../auth/e.ts'),
      'src/renderer/d.ts': importing('../shared/b.ts').replace('again', 'value'),
    }),
  ).toEqual([]);
});
