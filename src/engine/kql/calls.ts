import { type Diagnostic, itemsOf, type SyntaxNode, textOf } from './syntax/ast.ts';
import type { KqlTable } from './types.ts';

/** A stored function's call as text, the same for the same literal: `exhibit(3)`, `exhibit("ports")`. */
export const callKey = (name: string, argument: string | number | bigint): string =>
  `${name}(${typeof argument === 'string' ? JSON.stringify(argument) : argument})`;

/** The names of the functions that give tables. */
export const functionsOf = (tables: readonly KqlTable[]): Set<string> =>
  new Set(tables.flatMap(({ calls = [] }) => calls.map((call) => call.function)));

/** The tables that are read by a call, by the call's key. */
export const calledTables = (tables: readonly KqlTable[]): Map<string, KqlTable> =>
  new Map(
    tables.flatMap((table) =>
      (table.calls ?? []).map((call) => [callKey(call.function, call.argument), table] as const),
    ),
  );

/** The key of a call with one literal, and the literal as JSON; undefined for any other call. */
export const literalArgument = (
  call: SyntaxNode,
): { readonly key: string; readonly json: string; readonly node: SyntaxNode } | undefined => {
  const [node, ...others] = itemsOf(call.parts.ArgumentList ?? call, 'Expressions');
  const value = node?.literal?.value;
  if (node === undefined || others.length > 0 || (typeof value !== 'string' && typeof value !== 'bigint'))
    return undefined;
  return {
    key: callKey(textOf(call, 'Name'), value),
    json: typeof value === 'string' ? JSON.stringify(value) : `${value}`,
    node,
  };
};

/**
 * What is wrong with a query's calls of stored functions: an argument that is not a literal, or one that no table has (its subject
 * is the argument as JSON). A function that the query itself defines under the same name is the query's own.
 */
export const unknownCalls = (root: SyntaxNode, tables: readonly KqlTable[]): Diagnostic[] => {
  const functions = functionsOf(tables);
  const known = calledTables(tables);
  const found: Diagnostic[] = [];
  const error = (code: string, node: SyntaxNode, message: string): Diagnostic => ({
    code,
    kind: 'semantic',
    severity: 'error',
    message,
    start: node.start,
    length: node.length,
  });
  const visit = (node: SyntaxNode): void => {
    const name = textOf(node, 'Name');
    if (node.kind === 'LetStatement') functions.delete(name);
    if (node.kind === 'FunctionCallExpression' && functions.has(name)) {
      const argument = literalArgument(node);
      if (argument === undefined)
        found.push(error('callArgument', node, `${name}() takes one number or one name, written out in the query`));
      else if (!known.has(argument.key))
        found.push({
          ...error('unknownCall', argument.node, `There is no ${argument.key} to read`),
          subject: argument.json,
        });
    }
    for (const child of [...Object.values(node.parts), ...node.items]) visit(child);
  };
  if (functions.size > 0) visit(root);
  return found;
};
