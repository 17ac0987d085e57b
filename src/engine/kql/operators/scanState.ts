import { constant, type Scalar } from '../plan/scalar.ts';
import { type RelationColumn, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode } from '../syntax/ast.ts';
import type { OperatorContext } from './operator.ts';
import { columnOf } from './parse.ts';

/** The name under which a scope has a step's remembered column; no column of a table can have it. */
export const stateName = (step: string, column: string): string => `${step}\u0000${column}`;

const reference = (node: SyntaxNode, steps: readonly string[]): string | undefined => {
  if (node.kind !== 'PathExpression') return undefined;
  const [of, selector] = [node.parts.Expression, node.parts.Selector];
  if (of?.kind !== 'Name' || selector?.kind !== 'Name' || !steps.includes(of.text ?? '')) return undefined;
  return stateName(of.text ?? '', selector.text ?? '');
};

/** The expression with `step.column` as a name of its own. */
export const withStateNames = (node: SyntaxNode, steps: readonly string[]): SyntaxNode => {
  const name = reference(node, steps);
  if (name !== undefined)
    return {
      kind: 'Name',
      start: node.start,
      length: node.length,
      parts: {},
      items: [],
      text: name,
      refersTo: 'ColumnSymbol',
    };
  return {
    ...node,
    parts: Object.fromEntries(Object.entries(node.parts).map(([key, child]) => [key, withStateNames(child, steps)])),
    items: node.items.map((item) => withStateNames(item, steps)),
  };
};

/** The remembered columns that the steps read. */
export const readInSteps = (nodes: readonly SyntaxNode[], steps: readonly string[]): Set<string> => {
  const found = new Set<string>();
  const look = (node: SyntaxNode): void => {
    const name = reference(node, steps);
    if (name !== undefined) found.add(name);
    for (const child of [...Object.values(node.parts), ...node.items]) look(child);
  };
  for (const node of nodes) look(node);
  return found;
};

/** A column that a scan declares, and its value in steps that assign none. */
export interface Declared {
  readonly column: RelationColumn;
  readonly otherwise: Scalar;
}

export const declaredColumns = (context: OperatorContext): Declared[] => {
  const { query, names, node } = context;
  const clause = node.parts.DeclareClause;
  return (clause === undefined ? [] : itemsOf(clause, 'Declarations')).map((declaration) => {
    const made = columnOf(context, part(declaration, 'NameAndType'));
    if (made === undefined) throw unsupported(query, declaration, 'scan', 'This declaration is not supported');
    const given = declaration.parts.DefaultValue?.parts.Value;
    const value = given && query.binder.asType(query.binder.scalar(given, { query, names, columns: [] }), made.type);
    if (given !== undefined && value === undefined)
      throw semantic(query, declaration, `The default of ${made.name} is no ${made.type}`);
    const column = { ...made, id: query.nextId(), nullable: made.type !== 'string' };
    return { column, otherwise: value ?? constant(made.type, null) };
  });
};
