import { type Relation, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { parameterText } from './joins.ts';
import { type OperatorContext, type OperatorEntry, rowScope } from './operator.ts';
import { memberTables, unionOf, wildcardMembers } from './union.ts';

/** Every name in an expression. */
const namesIn = (node: SyntaxNode): string[] => [
  ...(node.kind === 'Name' ? [node.text ?? ''] : []),
  ...[...Object.values(node.parts), ...(node.items ?? [])].flatMap((child) => (child ? namesIn(child) : [])),
];

/** The columns that `project` names; a column's type, `pack_all()` and the columns of `project-smart` are refused. */
const projected = ({ node, query }: OperatorContext): readonly string[] => {
  const clause = node.parts.Project;
  if (clause === undefined || textOf(clause, 'ProjectKeyword') !== 'project')
    throw unsupported(query, node, 'find', 'find without project is not supported, as what it packs is not documented');
  const other = itemsOf(clause, 'Columns').find(({ kind }) => kind !== 'Name');
  if (other !== undefined)
    throw unsupported(query, other, 'find', 'find with project of more than names is not supported');
  return itemsOf(clause, 'Columns').map(({ text }) => text ?? '');
};

/** Rows of several tables that pass a predicate, with the name of their table. Tables without any of its columns are passed over. */
const bindFind = (context: OperatorContext): Relation => {
  const { node, query } = context;
  const wanted = projected(context);
  const predicate = part(node, 'Condition');
  if (predicate.literal !== undefined)
    throw unsupported(query, predicate, 'find', 'find of a term is not supported: search looks in every column');
  const listed = node.parts.InClause;
  const tables = listed
    ? memberTables(context, itemsOf(listed, 'Expressions'), false)
    : wildcardMembers(context, { ...node, kind: 'StarExpression' });
  const has = (relation: Relation, name: string) => relation.columns.some((column) => column.name === name);
  const used = [...new Set(namesIn(predicate))].filter((name) => tables.some(({ relation }) => has(relation, name)));
  const members = tables.filter(({ relation }) => used.some((name) => has(relation, name)));
  if (members.length === 0) throw semantic(query, node, 'No table has a column of this predicate');
  const found = members.map(({ name, relation }) => {
    const lacking = used.find((column) => !has(relation, column));
    if (lacking !== undefined)
      throw unsupported(query, predicate, 'find', `find over a table without the column ${lacking} is not supported`);
    const { sql: condition, uses } = query.binder.filter(predicate, rowScope(context, relation));
    const plan = { op: 'filter', input: relation.plan, condition, uses } as const;
    return {
      name,
      relation: { ...relation, plan, columns: relation.columns.filter((column) => wanted.includes(column.name)) },
    };
  });
  const source = parameterText(node, 'withsource') ?? 'source_';
  const all = unionOf(context, found, false, source);
  const columns = [source, ...wanted].map((name) => {
    const column = all.columns.find((one) => one.name === name);
    if (column === undefined)
      throw semantic(query, node, `The tables have no column ${name}, or have it in several types`);
    return column;
  });
  return { ...all, columns };
};

export const findOperators: readonly OperatorEntry[] = [
  {
    name: 'find',
    kind: 'FindOperator',
    example: 'let T = datatable(s:string)["a"]; find in (T) where s == "a" project s',
    bind: bindFind,
  },
];
