import { columnScalar } from '../plan/columnScalar.ts';
import type { Scalar } from '../plan/scalar.ts';
import { type Relation, type RelationColumn, type Scope, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import {
  define,
  definingScope,
  freeName,
  type NamedScalar,
  numberedFor,
  type OperatorContext,
  type OperatorEntry,
  rowScope,
  withColumns,
} from './operator.ts';
import { severalColumns } from './severalColumns.ts';

/** What one item of a column list gives: a star gives every column. */
export const boundItem = (
  context: OperatorContext,
  scope: Scope,
  item: SyntaxNode,
): { name: string; value: Scalar }[] => {
  const { binder } = context.query;
  if (item.kind === 'SimpleNamedExpression')
    return [{ name: textOf(item, 'Name'), value: binder.scalar(part(item, 'Expression'), scope) }];
  if (item.kind === 'StarExpression')
    return scope.columns.map((column) => ({ name: column.name, value: columnScalar(column) }));
  const several = severalColumns(context, scope, item);
  if (several !== undefined) return several;
  if (item.kind === 'CompoundNamedExpression')
    throw unsupported(context.query, item, 'names', 'Several names for one expression are not supported here');
  return [{ name: item.autoName ?? '', value: binder.scalar(item, scope) }];
};

/** The items of a column list, bound; those without a name are named `Column1`, `Column2`, … */
export const boundItems = (
  context: OperatorContext,
  scope: Scope,
  items: readonly SyntaxNode[],
  prefix = 'Column',
): NamedScalar[] => {
  let number = 0;
  const explicit = new Set(
    items.flatMap((item) => (item.kind === 'SimpleNamedExpression' ? [textOf(item, 'Name')] : [])),
  );
  return items.flatMap((item) =>
    boundItem(context, scope, item).map(({ name, value }) => {
      if (name !== '') return { name, value };
      do number += 1;
      while (explicit.has(`${prefix}${number}`));
      return { name: `${prefix}${number}`, value };
    }),
  );
};

const uniqueNames = (values: readonly NamedScalar[]): NamedScalar[] => {
  const taken = new Set<string>();
  return values.map(({ name, value }) => {
    const free = freeName(name, taken);
    taken.add(free);
    return { name: free, value };
  });
};

const listed = (node: SyntaxNode): readonly SyntaxNode[] => itemsOf(node, 'Expressions');

const extendBy = (context: OperatorContext, input: Relation): Relation => {
  const items = listed(context.node);
  const source = definingScope(context, numberedFor(context, input, items));
  const values = boundItems(context, source.scope, items);
  const { relation, columns } = define(context, source.relation(), values);
  return { ...relation, columns: withColumns(relation.columns, columns) };
};

/** `*` and `a*` in a list of column names. */
export const matchesName = (pattern: Pick<SyntaxNode, 'kind' | 'text'>): ((name: string) => boolean) => {
  const text = pattern.text ?? '';
  if (pattern.kind === 'StarExpression') return () => true;
  if (pattern.kind !== 'Wildcard') return (name) => name === text;
  const parts = text.split('*').map((piece) => piece.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  const regex = new RegExp(`^${parts.join('.*')}$`, 's');
  return (name) => regex.test(name);
};

const away = (context: OperatorContext, input: Relation): Relation => {
  const tests = listed(context.node).map(matchesName);
  return { ...input, columns: input.columns.filter((column) => !tests.some((test) => test(column.name))) };
};
const keep = (context: OperatorContext, input: Relation): Relation => {
  const tests = listed(context.node).map(matchesName);
  return { ...input, columns: input.columns.filter((column) => tests.some((test) => test(column.name))) };
};

const rename = (context: OperatorContext, input: Relation): Relation => {
  const names = new Map(
    listed(context.node).map((item) => [part(item, 'Expression').text ?? '', textOf(item, 'Name')]),
  );
  return {
    ...input,
    columns: input.columns.map((column) => ({ ...column, name: names.get(column.name) ?? column.name })),
  };
};

const natural = new Intl.Collator('en', { numeric: true });

/** The columns that one item of `project-reorder` names, in the order it asks for. */
const reordered = (context: OperatorContext, item: SyntaxNode, left: readonly RelationColumn[]): RelationColumn[] => {
  const ordered = item.kind === 'OrderedExpression';
  const pattern = ordered ? part(item, 'Expression') : item;
  const found = left.filter((column) => matchesName(pattern)(column.name));
  if (!ordered) return found;
  const word = item.parts.Ordering === undefined ? '' : textOf(part(item, 'Ordering'), 'AscOrDescKeyword');
  const sign = word.endsWith('desc') ? -1 : 1;
  if (!/^(granny-)?(asc|desc)$/.test(word))
    throw unsupported(context.query, item, 'ordering', 'This order of columns is not supported');
  const compare = word.startsWith('granny') ? natural.compare : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...found].sort((a, b) => sign * compare(a.name, b.name));
};
const reorder = (context: OperatorContext, input: Relation): Relation => {
  let left = [...input.columns];
  const first: RelationColumn[] = [];
  for (const item of listed(context.node)) {
    const moved = reordered(context, item, left);
    first.push(...moved);
    left = left.filter((column) => !moved.includes(column));
  }
  return { ...input, columns: [...first, ...left] };
};

const project = (context: OperatorContext, input: Relation): Relation => {
  const items = listed(context.node);
  const source = definingScope(context, numberedFor(context, input, items));
  const values = uniqueNames(boundItems(context, source.scope, items));
  const { relation, columns } = define(context, source.relation(), values);
  return { ...relation, columns };
};

const distinct = (context: OperatorContext, input: Relation): Relation => {
  const values = uniqueNames(boundItems(context, rowScope(context, input), listed(context.node)));
  const dynamic = values.find(({ value }) => value.type === 'dynamic');
  if (dynamic !== undefined)
    throw semantic(context.query, context.node, `distinct on the dynamic column ${dynamic.name} is not possible`);
  const keys = values.map(({ value }) => ({ id: context.query.nextId(), sql: value.sql, uses: value.uses }));
  const columns = values.map(({ name, value }, index) => ({
    name,
    type: value.type,
    id: keys[index]?.id ?? '',
    nullable: value.nullable,
  }));
  return { plan: { op: 'aggregate', input: input.plan, keys, aggregates: [] }, columns, order: [] };
};

/** A name in a text, which may hold `*`. */
const patternOf = (text: string): Pick<SyntaxNode, 'kind' | 'text'> => ({
  kind: text.includes('*') ? 'Wildcard' : 'Name',
  text,
});

const byNames = (context: OperatorContext, input: Relation): Relation => {
  const scope: Scope = { query: context.query, names: context.names, columns: [] };
  const names = listed(context.node).flatMap((item) => {
    if (item.kind === 'Name' && input.columns.some((column) => column.name === item.text)) return [item.text ?? ''];
    const value = context.query.binder.constant(item, scope, 'A list of names');
    const parsed: unknown = typeof value === 'string' && value.startsWith('[') ? JSON.parse(value) : value;
    return Array.isArray(parsed) ? parsed.map(String) : [String(parsed)];
  });
  const columns = names.flatMap((name) => input.columns.filter((column) => matchesName(patternOf(name))(column.name)));
  return { ...input, columns: [...new Set(columns)] };
};

export const columnOperators: readonly OperatorEntry[] = [
  { name: 'extend', kind: 'ExtendOperator', example: 'print a=1 | extend b=a+1', bind: extendBy },
  { name: 'project', kind: 'ProjectOperator', example: 'print a=1, b=2 | project c=b', bind: project },
  { name: 'project-away', kind: 'ProjectAwayOperator', example: 'print a=1, b=2 | project-away b*', bind: away },
  { name: 'project-keep', kind: 'ProjectKeepOperator', example: 'print a=1, b=2 | project-keep b', bind: keep },
  { name: 'project-rename', kind: 'ProjectRenameOperator', example: 'print a=1 | project-rename b=a', bind: rename },
  {
    name: 'project-reorder',
    kind: 'ProjectReorderOperator',
    example: 'print a=1, b=2 | project-reorder b',
    bind: reorder,
  },
  {
    name: 'project-by-names',
    kind: 'ProjectByNamesOperator',
    example: "print a=1, b=2 | project-by-names dynamic(['b'])",
    bind: byNames,
  },
  { name: 'distinct', kind: 'DistinctOperator', example: 'range a from 1 to 3 step 1 | distinct a', bind: distinct },
  {
    name: 'serialize',
    kind: 'SerializeOperator',
    example: 'range a from 1 to 3 step 1 | serialize n=row_number()',
    bind: (context, input) => (listed(context.node).length === 0 ? input : extendBy(context, input)),
  },
];
