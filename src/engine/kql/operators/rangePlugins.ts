import { sketchValues } from '../aggregates/sketches.ts';
import { ipv4Range, ipv6Range } from '../functions/network.ts';
import { defineJsFunction } from '../jsFunctions.ts';
import { columnScalar } from '../plan/columnScalar.ts';
import { equality } from '../plan/compare.ts';
import { orderSql } from '../plan/plan.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { type Relation, type RelationColumn, semantic } from '../plan/scope.ts';
import type { SyntaxNode } from '../syntax/ast.ts';
import type { Json } from '../values/json.ts';
import { afterOuter, sideBySide } from './joins.ts';
import { define, numbered, type OperatorContext, rowScope } from './operator.ts';
import { argumentsOf, columnArgument, constantArgument, type PluginEntry } from './plugin.ts';

/** The rows around those of a condition, in the order of the rows. */
const rowsNear: PluginEntry = {
  name: 'rows_near',
  example: 'range x from 1 to 9 step 1 | evaluate rows_near(x == 5, 1)',
  bind: (context, input, call) => {
    const { query } = context;
    const [conditionNode, beforeNode, afterNode] = argumentsOf(call).positional;
    if (conditionNode === undefined) throw semantic(query, call, 'rows_near() needs a condition');
    const before = constantArgument(context, beforeNode, 'long', 'The number of rows');
    const after = afterNode === undefined ? before : constantArgument(context, afterNode, 'long', 'The number of rows');
    const source = numbered(context, input);
    const condition = query.binder.filter(conditionNode, rowScope(context, source));
    const tested = define(context, source, [{ name: '', value: condition }]);
    const test = tested.columns[0]?.id ?? '';
    const rows = `ROWS BETWEEN ${BigInt(after as bigint)} PRECEDING AND ${BigInt(before as bigint)} FOLLOWING`;
    const near = query.nextId();
    const order = source.order.map((key) => key.id);
    const sql = `coalesce(bool_or(${test}) OVER (ORDER BY ${orderSql(source.order)} ${rows}), false)`;
    const plan = {
      op: 'project',
      input: tested.relation.plan,
      definitions: [{ id: near, sql, uses: [test, ...order] }],
    } as const;
    return { ...source, plan: { op: 'filter', input: plan, condition: near, uses: [near] } };
  },
};

/** How the addresses of a family are read: the first and the last of a text in prefix notation, in a type of their order. */
interface Family {
  readonly name: 'ipv4_lookup' | 'ipv6_lookup';
  readonly type: 'long' | 'string';
  readonly range: (text: string) => readonly [bigint | string, bigint | string] | undefined;
  readonly example: string;
}

const bound = ({ name, type, range }: Family, which: 0 | 1) =>
  defineJsFunction(`${name}_${which === 0 ? 'first' : 'last'}`, {
    parameters: ['string'],
    result: type,
    run: ((text: string) => range(text)?.[which] ?? null) as (...values: never[]) => bigint | string | null,
    nulls: false,
  });
/** The first and the last address of a text in prefix notation; NULL where it is none. */
const boundsOf = (context: OperatorContext, family: Family, relation: Relation, column: RelationColumn) => {
  const value = columnScalar(column);
  const made = ([0, 1] as const).map((which) => {
    const address = `${bound(family, which)}(${value.sql})`;
    const sql = family.type === 'string' ? `nullif(${address}, '')` : address;
    return { name: '', value: computed(family.type, sql, [value], { nullable: true }) };
  });
  const defined = define(context, relation, made);
  return { relation: defined.relation, ids: defined.columns.map((one) => one.id) };
};

const isFlag = (context: OperatorContext, node: SyntaxNode): boolean =>
  node.kind !== 'Name' &&
  context.query.binder.scalar(node, { query: context.query, names: context.names, columns: [] }).type === 'bool';

/** Each row with the rows of a table whose network holds its address. */
const lookup = (family: Family): PluginEntry => ({
  name: family.name,
  example: family.example,
  bind: (context, input, call) => {
    const { query } = context;
    const { positional, named } = argumentsOf(call);
    const [tableNode, sourceNode, keyNode, ...rest] = positional;
    if (tableNode === undefined) throw semantic(query, call, `${family.name}() needs a table`);
    const table = query.binder.relation(tableNode, context.names);
    const flagNode = named.get('return_unmatched') ?? rest.find((node) => isFlag(context, node));
    const all = flagNode !== undefined && constantArgument(context, flagNode, 'bool', 'return_unmatched') === true;
    const extra = rest.filter((node) => node !== flagNode);
    const left = boundsOf(context, family, input, columnArgument(context, input, sourceNode));
    const right = boundsOf(context, family, table, columnArgument(context, table, keyNode));
    const equal = extra.map((node): Scalar => {
      const test = equality(
        '==',
        columnScalar(columnArgument(context, input, node)),
        columnScalar(columnArgument(context, table, node)),
      );
      if (test === undefined) throw semantic(query, node, 'This key has different types in the two tables');
      return test;
    });
    const condition = [
      `${left.ids[0]} >= ${right.ids[0]}`,
      `${left.ids[1]} <= ${right.ids[1]}`,
      ...equal.map((test) => test.sql),
    ].join(' AND ');
    const rightIds = new Set([...right.ids, ...table.columns.flatMap((column) => columnScalar(column).uses)]);
    const uses = [...left.ids, ...right.ids, ...equal.flatMap((test) => test.uses)];
    const plan = {
      op: 'join',
      kind: all ? 'left' : 'inner',
      left: left.relation.plan,
      right: right.relation.plan,
      rightIds,
      condition,
      uses,
    } as const;
    const matched: Relation = { plan, columns: [], order: [] };
    const shown = all
      ? afterOuter(context, matched, table.columns)
      : { relation: matched, columns: [...table.columns] };
    const keys = new Set(extra.map((node) => node.text));
    return {
      ...shown.relation,
      columns: sideBySide(
        input.columns,
        shown.columns.filter((column) => !keys.has(column.name)),
      ),
    };
  },
});

const families: readonly Family[] = [
  {
    name: 'ipv4_lookup',
    type: 'long',
    range: ipv4Range,
    example:
      'let N = datatable(network:string)["10.0.0.0/8"]; print ip="10.1.2.3" | evaluate ipv4_lookup(N, ip, network)',
  },
  {
    name: 'ipv6_lookup',
    type: 'string',
    range: ipv6Range,
    example:
      'let N = datatable(network:string)["fe80::/10"]; print ip="fe80::1" | evaluate ipv6_lookup(N, ip, network)',
  },
];

/** The count of the values that the first sketch has, the first two have, and so on. */
const intersect: PluginEntry = {
  name: 'dcount_intersect',
  example: 'range x from 1 to 3 step 1 | summarize a=hll(x), b=hll(x + 1) | evaluate dcount_intersect(a, b)',
  bind: (context, input, call) => {
    const sketches = argumentsOf(call).positional.map((node) => columnArgument(context, input, node));
    if (sketches.length < 2 || sketches.some((column) => column.type !== 'dynamic'))
      throw semantic(context.query, call, 'dcount_intersect() needs columns that hll() gave');
    const counts = sketches.map((_, index) => {
      const taken = sketches.slice(0, index + 1).map(columnScalar);
      const name = defineJsFunction(`dcount_intersect_${taken.length}`, {
        parameters: taken.map(() => 'dynamic' as const),
        result: 'long',
        run: intersection as (...values: never[]) => bigint,
        nulls: false,
      });
      const sql = `${name}(${taken.map((one) => one.sql).join(', ')})`;
      return { name: `s${index}`, value: computed('long', sql, taken, { nullable: true }) };
    });
    const { relation, columns } = define(context, input, counts);
    return { ...relation, columns };
  },
};
const intersection = (first: Json, ...others: Json[]): bigint => {
  const sets = others.map((sketch) => new Set(sketchValues(sketch)));
  return BigInt(sketchValues(first).filter((value) => sets.every((set) => set.has(value))).length);
};

/** Plugins that put rows beside rows. */
export const rangePlugins: readonly PluginEntry[] = [rowsNear, ...families.map(lookup), intersect];
