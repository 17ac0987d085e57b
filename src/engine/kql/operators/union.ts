import { columnScalar } from '../plan/columnScalar.ts';
import { constant, type Scalar } from '../plan/scalar.ts';
import { findName, type Names, type Relation, type RelationColumn, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, type SyntaxNode, textOf } from '../syntax/ast.ts';
import type { KqlType } from '../types.ts';
import { matchesName } from './columns.ts';
import { parameterText } from './joins.ts';
import { freeName, type OperatorContext, type OperatorEntry } from './operator.ts';

interface Member {
  readonly name: string;
  readonly relation: Relation;
}

interface OutputColumn {
  readonly name: string;
  readonly type: KqlType;
  readonly id: string;
  /** The member's column that it shows, or undefined where it has none. */
  readonly from: (relation: Relation) => RelationColumn | undefined;
}

const sameColumn =
  (name: string, type: KqlType) =>
  (relation: Relation): RelationColumn | undefined =>
    relation.columns.find((column) => column.name === name && column.type === type);

/** The columns of a union: by name, and by name and type where the types differ (`x_long`, `x_string`). */
const outputColumns = (context: OperatorContext, members: readonly Member[], inner: boolean): OutputColumn[] => {
  const types = new Map<string, KqlType[]>();
  for (const { relation } of members)
    for (const column of relation.columns) {
      const known = types.get(column.name) ?? [];
      if (!known.includes(column.type)) known.push(column.type);
      types.set(column.name, known);
    }
  const everywhere = (name: string) =>
    members.every(({ relation }) => relation.columns.some((column) => column.name === name));
  const taken = new Set(types.keys());
  const suffixed = (name: string): string => {
    const free = freeName(name, taken);
    taken.add(free);
    return free;
  };
  return [...types].flatMap(([name, found]) => {
    if (inner && !everywhere(name)) return [];
    return found.map((type) => ({
      name: found.length === 1 ? name : suffixed(`${name}_${type}`),
      type,
      id: context.query.nextId(),
      from: sameColumn(name, type),
    }));
  });
};

/** The rows of several tables one after another. `source` is the name of a column that says where a row comes from. */
export const unionOf = (
  context: OperatorContext,
  members: readonly Member[],
  inner: boolean,
  source: string | undefined,
): Relation => {
  const columns = outputColumns(context, members, inner);
  const sourceId = context.query.nextId();
  const inputs = members.map(({ name, relation }) => ({
    plan: relation.plan,
    definitions: [
      ...columns.map((column) => {
        const found = column.from(relation);
        const value: Scalar =
          found === undefined ? constant(column.type, null) : { ...columnScalar(found), uses: [found.id] };
        return { id: column.id, sql: value.sql, uses: value.uses };
      }),
      { id: sourceId, sql: constant('string', name).sql, uses: [] },
    ],
  }));
  const shown = columns.map(({ name, type, id }) => ({ name, type, id, nullable: type !== 'string' }));
  const sourceColumn =
    source === undefined ? [] : [{ name: source, type: 'string' as const, id: sourceId, nullable: false }];
  return { plan: { op: 'union', inputs }, columns: [...sourceColumn, ...shown], order: [] };
};

/** Every table that a wildcard finds: stored ones, and those of `let` that are declared with `view`. */
export const wildcardMembers = (context: OperatorContext, node: SyntaxNode): Member[] => {
  const test = matchesName(node);
  const found = new Map<string, () => Relation>();
  const table = (name: string): SyntaxNode => ({ ...node, kind: 'Name', text: name });
  for (const name of context.query.tables.keys())
    if (test(name)) found.set(name, () => context.query.binder.relation(table(name), context.names));
  for (let names: Names | undefined = context.names; names !== undefined; names = names.outer)
    for (const [name, binding] of names.own)
      if (test(name) && binding.kind === 'function' && binding.isView)
        found.set(name, () => context.query.binder.relation(table(name), context.names));
  return [...found].map(([name, relation]) => ({ name, relation: relation() }));
};

/** The name of a table: its own, or what `as` calls it. */
const memberName = (item: SyntaxNode, index: number): string => {
  if (item.kind === 'Name') return item.text ?? '';
  const last = item.kind === 'PipeExpression' ? item.parts.Operator : undefined;
  return last?.kind === 'AsOperator' ? textOf(last, 'Name') : `union_arg${index}`;
};

/** The tables of a list; those without a name are numbered from `from`. */
export const memberTables = (
  context: OperatorContext,
  items: readonly SyntaxNode[],
  fuzzy: boolean,
  from = 0,
): Member[] =>
  items.flatMap((item, index) => {
    if (item.kind === 'Wildcard' || item.kind === 'StarExpression') return wildcardMembers(context, item);
    const absent =
      item.kind === 'Name' &&
      findName(context.names, item.text ?? '') === undefined &&
      !context.query.tables.has(item.text ?? '');
    if (absent && fuzzy) return [];
    return [{ name: memberName(item, from + index), relation: context.query.binder.relation(item, context.names) }];
  });

const bindUnion = (context: OperatorContext, input: Relation): Relation => {
  const { node } = context;
  const fuzzy = itemsOf(node, 'Parameters').some(
    (one) => textOf(one, 'Name') === 'isfuzzy' && one.parts.Expression?.literal?.value === true,
  );
  const kind = parameterText(node, 'kind') ?? 'outer';
  if (kind !== 'outer' && kind !== 'inner')
    throw unsupported(context.query, node, 'unionKind', `union kind=${kind} is not supported`);
  const { called } = input;
  const name = called?.plan === input.plan && called.columns === input.columns ? called.name : 'union_arg0';
  const piped = input.columns.length > 0 ? [{ name, relation: input }] : [];
  const members = [...piped, ...memberTables(context, itemsOf(node, 'Expressions'), fuzzy, piped.length)];
  if (members.length === 0) throw semantic(context.query, node, 'None of the tables of this union exists');
  return unionOf(
    context,
    members,
    kind === 'inner',
    parameterText(node, 'withsource') ?? parameterText(node, 'with_source'),
  );
};

export const unionOperators: readonly OperatorEntry[] = [
  { name: 'union', kind: 'UnionOperator', example: 'union (print a=1), (print a=2)', bind: bindUnion },
];
