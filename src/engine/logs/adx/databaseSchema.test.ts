import { afterAll, expect, test } from 'vitest';
import { commandTable } from '../../../../test/support/kustoService/frames.ts';
import { createKqlEngine } from '../../kql/engine.ts';
import { quoteIdentifier } from '../../kql/storage.ts';
import { tablesOfSchema } from './databaseSchema.ts';
import { measureQuery } from './measureTables.ts';

const kql = createKqlEngine({});
afterAll(() => kql.close());

const table = (Name: string, types: Readonly<Record<string, string>>) => ({
  Name,
  Folder: '',
  OrderedColumns: Object.entries(types).map(([name, CslType]) => ({ Name: name, Type: 'System.Object', CslType })),
});
const schemaOf = (database: object) =>
  commandTable('DatabaseSchema', [JSON.stringify({ Databases: { logs: database } })]);
const odd = "o'neil \\ [1]";

test('tables and materialized views are read with their columns, a type of another service as dynamic', () => {
  const Tables = { B: table('B', { TimeGenerated: 'datetime', Shape: 'geography' }) };
  const MaterializedViews = { A: table('A', { Count: 'long' }) };
  expect(
    tablesOfSchema(schemaOf({ Name: 'logs', Tables, MaterializedViews, Functions: { F: { Name: 'F' } } })),
  ).toEqual([
    { name: 'A', columns: [{ name: 'Count', type: 'long' }], isRead: true },
    {
      name: 'B',
      columns: [
        { name: 'TimeGenerated', type: 'datetime' },
        { name: 'Shape', type: 'dynamic' },
      ],
      isRead: true,
    },
  ]);
});

test('tables of IoT devices come first, and a stored function may stand for one', () => {
  const Tables = {
    A: table('A', {}),
    SecurityIoTRawEvent: table('SecurityIoTRawEvent', { TimeGenerated: 'datetime' }),
  };
  const stored = (Name: string, InputParameters: unknown[] = []) => ({ Name, InputParameters, Body: '{ T }' });
  const Functions = {
    SecurityAlert: stored('SecurityAlert'),
    SecurityRecommendation: stored('SecurityRecommendation', [{ Name: 'x', CslType: 'long' }]),
    SecurityIoTRawEvent: stored('SecurityIoTRawEvent'),
    F: stored('F'),
  };
  const tables = tablesOfSchema(schemaOf({ Tables, Functions }));
  expect(tables.map(({ name, isRead }) => [name, isRead])).toEqual([
    ['SecurityAlert', false],
    ['SecurityIoTRawEvent', true],
    ['A', true],
  ]);
  expect(tables[0]?.columns).toContainEqual({ name: 'TimeGenerated', type: 'datetime' });
});

test.each([['{}'], [[]], [{ Tables: [] }], [commandTable('X', ['{'])], [commandTable('X', ['{"Databases":3}'])]])(
  '%j is no schema',
  (reply) => {
    expect(() => tablesOfSchema(reply)).toThrow();
  },
);

test('tables of any name are measured by a query that the KQL engine reads', async () => {
  const tables = tablesOfSchema(
    schemaOf({
      Tables: { odd: table(odd, { TimeGenerated: 'datetime' }), T: table('T', { TimeGenerated: 'string' }) },
    }),
  );
  const readable = tables.map(({ name, columns }) => ({ name, columns: [...columns] }));
  const compiled = await kql.compile(
    measureQuery(tables),
    { tables: readable, relation: quoteIdentifier },
    { window: undefined },
  );
  expect(compiled.columns.map(({ name }) => name)).toEqual(['Name', 'Rows', 'Oldest', 'Newest']);
  expect([...compiled.tables].sort()).toEqual(['T', odd]);
});
