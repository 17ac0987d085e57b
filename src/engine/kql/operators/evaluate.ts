import { columnScalar } from '../plan/columnScalar.ts';
import { convert, toText } from '../plan/convert.ts';
import { emit } from '../plan/emit.ts';
import { computed, constant, keyStep, stepInto } from '../plan/scalar.ts';
import { probe, type Relation, type RelationColumn, semantic, unsupported } from '../plan/scope.ts';
import { serviceOnly } from '../plan/serviceOnly.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import type { KqlType } from '../types.ts';
import { define, type OperatorContext, type OperatorEntry } from './operator.ts';
import { pivot } from './pivot.ts';
import { argumentsOf, type PluginEntry } from './plugin.ts';
import { rangePlugins } from './rangePlugins.ts';
import { rollingPlugins } from './rollingPlugins.ts';
import { slidingWindowCounts } from './slidingPlugin.ts';
import { unionOf } from './union.ts';

const jsonTypes: Readonly<Record<string, KqlType>> = {
  VARCHAR: 'string',
  BOOLEAN: 'bool',
  DOUBLE: 'real',
  UBIGINT: 'long',
  BIGINT: 'long',
};
/** The type of a slot: that of all its values, else dynamic. */
const slotType = (types: readonly string[]): KqlType => {
  const known = new Set(types.filter((type) => type !== 'NULL').map((type) => jsonTypes[type] ?? 'dynamic'));
  return known.size === 1 ? ([...known][0] ?? 'dynamic') : 'dynamic';
};

/** The slots of a bag column with their types, as the data has them, in the order of their names. */
const slotsOf = (
  context: OperatorContext,
  input: Relation,
  column: RelationColumn,
): { key: string; type: KqlType }[] => {
  const rows = emit(input.plan, new Set([column.id]));
  const bags = `SELECT DISTINCT ${column.id} AS b FROM (${rows}) WHERE json_type(${column.id}) = 'OBJECT'`;
  const keys = `SELECT b, unnest(json_keys(b)) AS k FROM (${bags})`;
  const path = `'$."' || replace(replace(k, '\\', '\\\\'), '"', '\\"') || '"'`;
  const found = probe(
    context.query,
    `SELECT k, list(DISTINCT json_type(b, ${path})) FROM (${keys}) GROUP BY k ORDER BY k`,
  );
  return found.map(([key, types]) => ({ key: String(key), type: slotType((types as { items: string[] }).items) }));
};

const schemaSlots = (
  context: OperatorContext,
  prefix: string,
): { slots: { key: string; type: KqlType }[]; star: boolean } | undefined => {
  const schema = context.node.parts.Schema;
  if (schema === undefined) return undefined;
  const columns = itemsOf(part(schema, 'Schema'), 'Columns');
  const slots = columns.map((column) => ({
    key: textOf(column, 'Name').slice(prefix.length),
    type: typeNames[textOf(part(column, 'Type'), 'Type').toLowerCase()] ?? ('dynamic' as const),
  }));
  return { slots, star: part(schema, 'Schema').parts.AsteriskToken !== undefined };
};

const bagUnpack: PluginEntry = {
  name: 'bag_unpack',
  example: 'print b=dynamic({"a":1}) | evaluate bag_unpack(b)',
  bind: (context, input, call) => {
    const scope = { query: context.query, names: context.names, columns: [] };
    const { positional, named } = argumentsOf(call);
    const constantOf = (name: string, index: number) => {
      const node = named.get(name) ?? positional[index];
      return node === undefined ? undefined : context.query.binder.constant(node, scope, name);
    };
    const column = input.columns.find((one) => one.name === positional[0]?.text);
    if (column === undefined || column.type !== 'dynamic')
      throw semantic(context.query, call, 'bag_unpack() needs a dynamic column');
    const prefix = String(constantOf('OutputColumnPrefix', 1) ?? '');
    const conflict = String(constantOf('columnsConflict', 2) ?? 'error');
    const ignored: unknown = JSON.parse(String(constantOf('ignoredProperties', 3) ?? '[]'));
    const given = schemaSlots(context, prefix);
    const skip = new Set(Array.isArray(ignored) ? ignored.map(String) : []);
    const slots = (given?.slots ?? slotsOf(context, input, column)).filter((slot) => !skip.has(slot.key));
    const source = columnScalar(column);
    const values = slots.map(({ key, type }) => {
      const value = stepInto(source, quoteText(keyStep(key)), []);
      return { name: prefix + key, value: (type === 'dynamic' ? value : convert(value, type)) ?? constant(type, null) };
    });
    const { relation, columns } = define(context, input, values);
    const rest = given === undefined || given.star ? input.columns.filter((one) => one !== column) : [];
    return { ...relation, columns: resolved(context, call, rest, columns, conflict) };
  },
};

const resolved = (
  context: OperatorContext,
  call: SyntaxNode,
  rest: readonly RelationColumn[],
  added: readonly RelationColumn[],
  conflict: string,
): RelationColumn[] => {
  const clash = added.find((column) => rest.some((one) => one.name === column.name));
  if (clash === undefined) return [...rest, ...added];
  if (conflict === 'keep_source')
    return [...rest, ...added.filter((column) => !rest.some((one) => one.name === column.name))];
  if (conflict !== 'replace_source')
    throw semantic(context.query, call, `bag_unpack() gives a column ${clash.name} that the table has`);
  const replaced = rest.map((one) => added.find((column) => column.name === one.name) ?? one);
  return [...replaced, ...added.filter((column) => !rest.some((one) => one.name === column.name))];
};

const narrow: PluginEntry = {
  name: 'narrow',
  example: 'print a=1, b="x" | evaluate narrow()',
  bind: (context, input) => {
    const { query } = context;
    const row = query.nextId();
    const order = input.order
      .map((key) => `${key.id} ${key.descending ? 'DESC' : 'ASC'} NULLS ${key.nullsFirst ? 'FIRST' : 'LAST'}`)
      .join(', ');
    const numbering = {
      id: row,
      sql: `row_number() OVER (${order === '' ? '' : `ORDER BY ${order}`}) - 1`,
      uses: input.order.map((key) => key.id),
    };
    const numbered: Relation = { ...input, plan: { op: 'project', input: input.plan, definitions: [numbering] } };
    const members = input.columns.map((column) => {
      const number = { type: 'long' as const, sql: row, uses: [row], nullable: false };
      const made = define(context, numbered, [
        { name: 'Row', value: number },
        { name: 'Column', value: constant('string', column.name) },
        { name: 'Value', value: computed('string', toText(columnScalar(column)).sql, [columnScalar(column)]) },
      ]);
      return { name: column.name, relation: { ...made.relation, columns: made.columns, order: [] } };
    });
    return unionOf(context, members, false, undefined);
  },
};

/** Every plugin of `evaluate`. */
export const plugins: readonly PluginEntry[] = [
  bagUnpack,
  narrow,
  pivot,
  ...rangePlugins,
  ...rollingPlugins,
  slidingWindowCounts,
];

const evaluate = (context: OperatorContext, input: Relation): Relation => {
  const call = part(context.node, 'FunctionCall');
  const name = textOf(call, 'Name');
  const plugin = plugins.find((one) => one.name === name);
  if (plugin === undefined)
    throw unsupported(context.query, call, 'plugin', serviceOnly(name) ?? `The plugin ${name}() is not supported`);
  return plugin.bind(context, input, call);
};

export const evaluateOperators: readonly OperatorEntry[] = [
  {
    name: 'evaluate',
    kind: 'EvaluateOperator',
    example: 'print b=dynamic({"a":1}) | evaluate bag_unpack(b)',
    bind: evaluate,
  },
];
