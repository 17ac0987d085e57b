import { aggregateNamed } from '../aggregates/aggregates.ts';
import type { AggregateColumn } from '../aggregates/entry.ts';
import type { Definition } from '../plan/plan.ts';
import { constant, type Scalar } from '../plan/scalar.ts';
import { type Relation, type RelationColumn, type Scope, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { boundItems } from './columns.ts';
import { define, freeName, type NamedScalar, type OperatorContext, type OperatorEntry, rowScope } from './operator.ts';

/** Collects the aggregates of one operator over one input. */
export class Aggregation {
  readonly definitions: Definition[] = [];
  private readonly context: OperatorContext;
  private readonly input: Relation;
  private readonly groupIds: ReadonlySet<string>;

  constructor(context: OperatorContext, input: Relation, keys: readonly Scalar[]) {
    this.context = context;
    this.input = input;
    this.groupIds = new Set(keys.map((key) => key.sql));
  }

  /** The columns that an aggregate call gives, or undefined when the node is none. */
  call(node: SyntaxNode): readonly AggregateColumn[] | undefined {
    if (node.kind !== 'FunctionCallExpression') return undefined;
    const name = textOf(node, 'Name');
    const entry = aggregateNamed(name);
    if (entry === undefined) return undefined;
    const { query } = this.context;
    const scope = rowScope(this.context, this.input);
    const argumentNodes = itemsOf(part(node, 'ArgumentList'), 'Expressions');
    const args = argumentNodes.map((argument) => {
      if (argument.kind === 'StarExpression' && entry.star) return constant('bool', null);
      return query.binder.scalar(
        argument.kind === 'SimpleNamedExpression' ? part(argument, 'Expression') : argument,
        scope,
      );
    });
    return entry.bind({
      query,
      node,
      name,
      argumentNodes,
      args,
      restColumns: this.input.columns.filter((column) => !this.groupIds.has(column.id)),
      order: this.input.order,
      grouped: this.groupIds.size > 0,
      add: (sql, uses) => {
        const id = query.nextId();
        this.definitions.push({ id, sql, uses });
        return id;
      },
      constant: (index, what) => {
        const argument = argumentNodes[index];
        if (argument === undefined) throw semantic(query, node, `${what} is missing`);
        return query.binder.constant(argument, { query, names: this.context.names, columns: [] }, what);
      },
    });
  }

  /** Where an expression around aggregates stands: it may read the group's columns. */
  scope(groupColumns: readonly RelationColumn[]): Scope {
    return {
      query: this.context.query,
      names: this.context.names,
      columns: groupColumns,
      aggregate: (node) => this.call(node)?.[0]?.value,
    };
  }
}

const expressionOf = (item: SyntaxNode): SyntaxNode =>
  item.kind === 'SimpleNamedExpression' || item.kind === 'CompoundNamedExpression' ? part(item, 'Expression') : item;

/** The names that the query gives to the columns of one item. */
const givenNames = (item: SyntaxNode): string[] => {
  if (item.kind === 'SimpleNamedExpression') return [textOf(item, 'Name')];
  if (item.kind !== 'CompoundNamedExpression') return [];
  return itemsOf(part(item, 'Names'), 'Names').map((name) => name.text ?? '');
};

/** One item of the aggregates: its columns, named. */
const aggregateItem = (
  aggregation: Aggregation,
  context: OperatorContext,
  item: SyntaxNode,
  groups: readonly RelationColumn[],
): NamedScalar[] => {
  const expression = expressionOf(item);
  const names = givenNames(item);
  const columns = aggregation.call(expression) ?? [
    { value: context.query.binder.scalar(expression, aggregation.scope(groups)) },
  ];
  return columns.map((column, index) => ({
    name: names[index] ?? column.name ?? (index === 0 ? (expression.autoName ?? '') : ''),
    value: column.value,
  }));
};

const named = (values: readonly NamedScalar[], taken: Set<string>): NamedScalar[] =>
  values.map(({ name, value }) => {
    const free = freeName(name, taken);
    taken.add(free);
    return { name: free, value };
  });

const checkKeys = (context: OperatorContext, keys: readonly NamedScalar[]): void => {
  const dynamic = keys.find(({ value }) => value.type === 'dynamic');
  if (dynamic !== undefined)
    throw semantic(
      context.query,
      context.node,
      `summarize by the dynamic value ${dynamic.name} is not possible: convert it first`,
    );
};

const summarize = (context: OperatorContext, input: Relation): Relation => {
  const by = context.node.parts.ByClause;
  if (by?.parts.BinClause !== undefined)
    throw unsupported(context.query, by, 'summarize', 'summarize with a bin clause is not supported');
  const keys = by === undefined ? [] : boundItems(context, rowScope(context, input), itemsOf(by, 'Expressions'));
  checkKeys(context, keys);
  const unnamedKeys = keys.filter(({ name }) => /^Column\d+$/.test(name)).length;
  const keyIds = keys.map(({ value }) => ({ id: context.query.nextId(), sql: value.sql, uses: value.uses }));
  const taken = new Set<string>();
  const groups = named(keys, taken).map(({ name, value }, index) => ({
    name,
    type: value.type,
    id: keyIds[index]?.id ?? '',
    nullable: value.nullable,
  }));
  const aggregation = new Aggregation(
    context,
    input,
    keys.map(({ value }) => value),
  );
  const items = itemsOf(context.node, 'Aggregates').flatMap((item) =>
    aggregateItem(aggregation, context, item, groups),
  );
  const numberedItems = numberUnnamed(items, unnamedKeys);
  const values = named(numberedItems, taken);
  const plan = { op: 'aggregate', input: input.plan, keys: keyIds, aggregates: aggregation.definitions } as const;
  const { relation, columns } = define(context, { plan, columns: groups, order: [] }, values);
  return { ...relation, columns: [...groups, ...columns] };
};
const numberUnnamed = (values: readonly NamedScalar[], from: number): NamedScalar[] => {
  let number = from;
  return values.map((item) => (item.name === '' ? { ...item, name: `Column${++number}` } : item));
};

export const summarizeOperators: readonly OperatorEntry[] = [
  {
    name: 'summarize',
    kind: 'SummarizeOperator',
    example: 'range a from 1 to 3 step 1 | summarize count() by b=a % 2',
    bind: summarize,
  },
];
