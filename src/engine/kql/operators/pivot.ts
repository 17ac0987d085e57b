import { aggregateNamed } from '../aggregates/aggregates.ts';
import { columnScalar } from '../plan/columnScalar.ts';
import { toText } from '../plan/convert.ts';
import { emit } from '../plan/emit.ts';
import { constant, type Scalar } from '../plan/scalar.ts';
import { probe, type Relation, type RelationColumn, semantic, unsupported } from '../plan/scope.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { define, type OperatorContext } from './operator.ts';
import { argumentsOf, columnArgument, type PluginEntry } from './plugin.ts';
import { Aggregation } from './summarize.ts';

/** What a cell without rows shows. */
const emptyCells: Readonly<Record<string, 'zero' | 'null'>> = {
  count: 'zero',
  sum: 'zero',
  dcount: 'zero',
  min: 'null',
  max: 'null',
  take_any: 'null',
};
/** The aggregates that the plugin takes. */
const allowed = new Set([...Object.keys(emptyCells), 'avg', 'stdev', 'variance', 'make_list', 'make_bag', 'make_set']);
/** More columns than anyone reads. */
const mostColumns = 1000;

const isAggregate = (node: SyntaxNode | undefined): node is SyntaxNode =>
  node?.kind === 'FunctionCallExpression' && aggregateNamed(textOf(node, 'Name')) !== undefined;

/** The names that an aggregate reads. */
const namesIn = (node: SyntaxNode): string[] => [
  ...(node.kind === 'Name' ? [node.text ?? ''] : []),
  ...Object.values(node.parts).flatMap(namesIn),
  ...node.items.flatMap(namesIn),
];

/** The columns that the query declares, in their order; undefined when it declares none. */
const declaredNames = (context: OperatorContext): string[] | undefined => {
  const schema = context.node.parts.Schema;
  return schema && itemsOf(part(schema, 'Schema'), 'Columns').map((column) => textOf(column, 'Name'));
};

/** The texts of the pivot column, in their order. */
const pivotValues = (context: OperatorContext, call: SyntaxNode, input: Relation, id: string): string[] => {
  const rows = emit(input.plan, new Set([id]));
  const values = probe(context.query, `SELECT DISTINCT ${id} AS v FROM (${rows}) ORDER BY v`).map(([value]) =>
    String(value ?? ''),
  );
  if (values.length > mostColumns)
    throw unsupported(context.query, call, 'pivot', `pivot() into more than ${mostColumns} columns is not supported`);
  if (values.includes(''))
    throw unsupported(context.query, call, 'pivot', 'pivot() of an empty value is not supported');
  return values;
};

/** The columns in the order that the query declares, which must be those that there are. */
const inDeclaredOrder = (
  context: OperatorContext,
  call: SyntaxNode,
  columns: readonly RelationColumn[],
): RelationColumn[] => {
  const names = declaredNames(context);
  if (names === undefined) return [...columns];
  const found = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  if (found.length !== names.length || found.length !== columns.length)
    throw semantic(
      context.query,
      call,
      `pivot() gives the columns ${columns.map((column) => column.name).join(', ')}, not the declared ones`,
    );
  return found;
};

/** `pivot(column, aggregate, keys…)`: one column for each value, in the order of the values. */
export const pivot: PluginEntry = {
  name: 'pivot',
  example: 'datatable(k:string, s:string)["a", "x", "b", "x"] | evaluate pivot(k)',
  bind: (context, input, call) => {
    const { query } = context;
    const { positional } = argumentsOf(call);
    const column = columnArgument(context, input, positional[0]);
    const aggregateNode = isAggregate(positional[1]) ? positional[1] : undefined;
    const aggregateName = aggregateNode === undefined ? 'count' : textOf(aggregateNode, 'Name');
    if (!allowed.has(aggregateName))
      throw unsupported(query, call, 'pivot', `pivot() with ${aggregateName}() is not supported`);
    const read = new Set(aggregateNode === undefined ? [] : namesIn(part(aggregateNode, 'ArgumentList')));
    const given = positional
      .slice(aggregateNode === undefined ? 1 : 2)
      .map((node) => columnArgument(context, input, node));
    const keys = given.length > 0 ? given : input.columns.filter((one) => one !== column && !read.has(one.name));
    if (keys.some((key) => key.type === 'dynamic'))
      throw semantic(query, call, 'pivot() by a dynamic column is not possible: convert it first');
    const texted = define(context, input, [{ name: '', value: toText(columnScalar(column)) }]);
    const textId = texted.columns[0]?.id ?? '';
    const values = pivotValues(context, call, texted.relation, textId);
    const clash = values.find((value) => keys.some((key) => key.name === value));
    if (clash !== undefined) throw semantic(query, call, `pivot() gives a column ${clash} that the table has`);

    const source = { ...texted.relation, columns: input.columns };
    const aggregation = new Aggregation(context, source, [
      ...keys.map(columnScalar),
      { ...constant('string', ''), sql: textId },
    ]);
    const cell: Scalar =
      (aggregateNode && aggregation.call(aggregateNode)?.[0]?.value) ?? counted(query.nextId(), aggregation);
    const groups = [...keys, { name: '', type: 'string' as const, id: textId, nullable: false }].map((key) => ({
      ...key,
      fresh: query.nextId(),
    }));
    const grouped: Relation = {
      plan: {
        op: 'aggregate',
        input: source.plan,
        keys: groups.map(({ id, fresh }) => ({ id: fresh, sql: id, uses: [id] })),
        aggregates: aggregation.definitions,
      },
      columns: [],
      order: [],
    };
    const cells = define(context, grouped, [{ name: '', value: cell }]);
    const cellId = cells.columns[0]?.id ?? '';
    const pivotId = groups.at(-1)?.fresh ?? '';
    const keyColumns = groups
      .slice(0, -1)
      .map(({ name, type, nullable, fresh }) => ({ name, type, nullable, id: query.nextId(), fresh }));
    const found = values.map((value) => ({ value, id: query.nextId(), rows: query.nextId() }));
    const plan = {
      op: 'aggregate',
      input: cells.relation.plan,
      keys: keyColumns.map(({ id, fresh }) => ({ id, sql: fresh, uses: [fresh] })),
      aggregates: found.flatMap(({ value, id, rows }) => {
        const only = `FILTER (WHERE ${pivotId} = ${quoteText(value)})`;
        return [
          { id, sql: `any_value(${cellId}) ${only}`, uses: [cellId, pivotId] },
          { id: rows, sql: `count(*) ${only}`, uses: [pivotId] },
        ];
      }),
    } as const;
    const shown = found.map(({ value, id, rows }) => ({ name: value, value: cellOf(cell, aggregateName, id, rows) }));
    const result = define(context, { plan, columns: [], order: [] }, shown);
    const columns = [
      ...keyColumns.map(({ name, type, nullable, id }) => ({ name, type, nullable, id })),
      ...result.columns,
    ];
    return { ...result.relation, columns: inDeclaredOrder(context, call, columns) };
  },
};

const counted = (id: string, aggregation: Aggregation): Scalar => {
  aggregation.definitions.push({ id, sql: 'count(*)', uses: [] });
  return { type: 'long', sql: id, uses: [id], nullable: false };
};

/** A cell, and what it shows where there are no rows; what the documentation does not tell is refused. */
const cellOf = (cell: Scalar, aggregate: string, id: string, rows: string): Scalar => {
  const empty = emptyCells[aggregate];
  const otherwise =
    empty === 'zero' && ['long', 'int', 'real'].includes(cell.type)
      ? `CAST(0 AS ${cell.type === 'real' ? 'DOUBLE' : 'BIGINT'})`
      : empty === 'null'
        ? constant(cell.type, null).sql
        : `error('pivot: a cell of ${aggregate}() without rows is not supported')`;
  return {
    type: cell.type,
    sql: `CASE WHEN ${rows} > 0 THEN ${id} ELSE ${otherwise} END`,
    uses: [id, rows],
    nullable: cell.type !== 'string',
  };
};
