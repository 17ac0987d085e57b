import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from '../../src/engine/kql/engine.ts';
import { quoteIdentifier, quoteText } from '../../src/engine/kql/storage.ts';
import type { Catalog } from '../../src/engine/kql/types.ts';
import { openDatabase } from '../../src/engine/logs/local/database.ts';

const folder = await mkdtemp(join(tmpdir(), 'casebook-safety-'));
const secret = join(folder, 'secret.csv');
const stolen = join(folder, 'stolen.csv');
await writeFile(secret, 'a,b\n1,forbidden\n');
await writeFile(join(folder, 'table.csv'), 'a\n1\n');
const database = await openDatabase([join(folder, 'table.csv')]);
const connection = await database.connect();
const engine = createKqlEngine();

afterAll(async () => {
  await engine.close();
  connection.closeSync();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const doors = [
  `COPY (SELECT 1) TO ${quoteText(stolen)}`,
  `COPY (SELECT 1) TO ${quoteText(`${stolen}.parquet`)} (FORMAT parquet)`,
  `SELECT * FROM read_csv(${quoteText(secret)})`,
  `SELECT * FROM read_text(${quoteText(secret)})`,
  `SELECT * FROM read_blob(${quoteText(secret)})`,
  `SELECT * FROM read_json(${quoteText(secret)})`,
  `SELECT * FROM glob(${quoteText(`${folder}/*`)})`,
  `SELECT * FROM ${quoteIdentifier(secret)}`,
  `SELECT * FROM ${quoteText(secret)}`,
  `ATTACH ${quoteText(join(folder, 'other.db'))} AS other`,
  `EXPORT DATABASE ${quoteText(join(folder, 'export'))}`,
  `IMPORT DATABASE ${quoteText(folder)}`,
  'INSTALL httpfs',
  'LOAD httpfs',
  'SET enable_external_access = true',
  'SET lock_configuration = false',
  `SET allowed_directories = [${quoteText(folder)}]`,
  `SET temp_directory = ${quoteText(folder)}`,
  "SET memory_limit = '1TB'",
  "PRAGMA memory_limit = '1TB'",
  'PRAGMA enable_external_access = true',
  "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
];

const nothingWritten = async () => expect((await readdir(folder)).toSorted()).toEqual(['secret.csv', 'table.csv']);

describe('the database of a source', () => {
  it.each(doors)('refuses %s', async (sql) => {
    await expect(connection.run(sql)).rejects.toThrow();
    await nothingWritten();
  });

  it('has a limit of memory', async () => {
    const reader = await connection.runAndReadAll("SELECT current_setting('memory_limit')");
    expect(String(reader.getRows()[0]?.[0])).toMatch(/^[\d.]+ [GM]iB$/);
  });
});

/** A catalog of one table with one column, both of any name. */
const holding = async (table: string, column: string, on: DuckDBConnection): Promise<Catalog> => {
  await on.run(
    `CREATE OR REPLACE TEMP TABLE ${quoteIdentifier(table)} AS SELECT 'inside' AS ${quoteIdentifier(column)}`,
  );
  return {
    tables: [{ name: table, columns: [{ name: column, type: 'string' }] }],
    ensureLoaded: async () => {},
    relation: quoteIdentifier,
  };
};

const bracketed = (name: string) => `['${name.replace(/[\\']/g, '\\$&')}']`;

describe('a query', () => {
  it.each(doors)('gets through no name, text or cell: %s', async (sql) => {
    for (const name of [sql, `"; ${sql}; --`, `x" FROM (${sql}) --`]) {
      const catalog = await holding(name, name, connection);
      const asked = `${bracketed(name)} | extend t = ${JSON.stringify(name)} | project a = ${bracketed(name)}, t`;
      expect((await engine.run(asked, { catalog, connection })).rows()).toEqual([['inside', name]]);
      const columns = `${bracketed(name)} | summarize ${bracketed(`n ${name}`)} = count() by ${bracketed(name)}`;
      expect((await engine.run(columns, { catalog, connection })).rows()).toEqual([['inside', 1]]);
      const unpacked = `print d = dynamic({${JSON.stringify(name)}: 1}) | evaluate bag_unpack(d)`;
      expect((await engine.run(unpacked, { catalog, connection })).columns.map((one) => one.name)).toEqual([name]);
    }
    await nothingWritten();
  });

  it.each([
    `externaldata(a:string)[${JSON.stringify(secret)}]`,
    `externaldata(a:string)["https://example.org/a.csv"] with (format="csv")`,
    `table(${JSON.stringify(secret)})`,
    bracketed(secret),
    `table("read_csv('${secret}')")`,
    'print read_text("x")',
    `evaluate sql_request("Server=x", "select 1")`,
    `evaluate http_request("https://example.org")`,
    `evaluate python(typeof(*), "open('x')")`,
    `print x = 1 | evaluate http_request_post("https://example.org", dynamic({}), "")`,
  ])('reads nothing outside its tables: %s', async (kql) => {
    const catalog = await holding('T', 'a', connection);
    await expect(engine.run(kql, { catalog, connection })).rejects.toMatchObject({
      kind: expect.stringMatching(/^(unsupported|semantic|syntax)$/),
    });
  });
});
