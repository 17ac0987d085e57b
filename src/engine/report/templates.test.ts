import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('the templates import one another alone, read one text from memory and evaluate nothing', () => {
  const folder = fileURLToPath(new URL('../../../resources/report', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith('.typ'));
  const code = names.map((name) => readFileSync(join(folder, name), 'utf8').replace(/\/\/.*/g, '')).join('\n');
  const imported = [...code.matchAll(/#?\b(?:import|include)\b\s*([^\s:]+)/g)].map(([, from]) => from);
  expect(imported.length).toBeGreaterThan(names.length);
  expect(names.map((name) => `"${name}"`)).toEqual(expect.arrayContaining([...new Set(imported)]));
  expect([...code.matchAll(/\bjson\(.*/g)].map(([call]) => call)).toEqual(['json("report.json")']);
  expect(code).not.toMatch(/\b(eval|read|image|plugin|csv|yaml|toml|xml|cbor|bibliography|sys)\s*[(.]/);
});
