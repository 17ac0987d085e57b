import { part, type SyntaxNode } from '../syntax/ast.ts';
import { emit } from './emit.ts';
import { orderSql } from './plan.ts';
import { computed, type Scalar } from './scalar.ts';
import { findName, type Relation, type Scope, semantic } from './scope.ts';

/** The first cell of a table, computed once for the query. */
const firstCell = (relation: Relation, scope: Scope, node: SyntaxNode): Scalar => {
  const column = relation.columns[0];
  if (column === undefined) throw semantic(scope.query, node, 'toscalar needs a table with a column');
  const name = `scalar_${scope.query.nextId()}`;
  scope.query.shared.push({
    name,
    sql: () => {
      const rows = emit(relation.plan, new Set([column.id, ...relation.order.map((key) => key.id)]));
      const order = relation.order.length > 0 ? ` ORDER BY ${orderSql(relation.order)}` : '';
      return `SELECT ${column.id} AS v FROM (${rows})${order} LIMIT 1`;
    },
  });
  const sql = `(SELECT v FROM ${name})`;
  if (column.type === 'string') return computed('string', `coalesce(${sql}, '')`, []);
  return computed(column.type, sql, [], { nullable: true });
};

/** A value that differs from call to call, computed once for the query. */
const onceComputed = (value: Scalar, scope: Scope): Scalar => {
  const name = `scalar_${scope.query.nextId()}`;
  scope.query.shared.push({ name, sql: () => `SELECT ${value.sql} AS v` });
  return computed(value.type, `(SELECT v FROM ${name})`, [], { nullable: value.nullable });
};

/** What is called like a function but is part of the language; undefined when it is not. */
export const bindSpecial = (name: string, node: SyntaxNode, scope: Scope): Scalar | undefined => {
  if (name === 'toscalar') {
    const inner = part(node, 'Expression');
    if (!scope.query.binder.isTabular(inner, scope.names)) {
      const value = scope.query.binder.scalar(inner, scope);
      return value.volatile && value.uses.length === 0 ? onceComputed(value, scope) : value;
    }
    return firstCell(scope.query.binder.relation(inner, scope.names), scope, node);
  }
  const binding = findName(scope.names, name);
  if (binding?.kind !== 'function') return undefined;
  const result = scope.query.binder.call(binding, node, scope);
  if ('plan' in result) throw semantic(scope.query, node, `${name}() gives a table, not a value`);
  return result;
};
