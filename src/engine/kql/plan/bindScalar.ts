import type { Call } from '../functions/entry.ts';
import { functionNamed } from '../functions/functions.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, type Literal, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { arithmetic, negated } from './arithmetic.ts';
import { bindMembership } from './bindMembership.ts';
import { bindSpecial } from './bindSpecial.ts';
import { columnScalar } from './columnScalar.ts';
import { equality, equalityInFilter, lowered, ordering } from './compare.ts';
import { convert, toText } from './convert.ts';
import { regexText, testableText } from './regexText.ts';
import { computed, constant, keyStep, perKnownText, type Scalar, starKey, stepInto } from './scalar.ts';
import { findName, probe, type RelationColumn, type Scope, semantic, unsupported } from './scope.ts';
import { serviceOnly } from './serviceOnly.ts';
import { stringTest } from './stringOperators.ts';

/** The value of an expression that reads no columns, computed by DuckDB when the text does not give it. */
export const constantValue = (scope: Scope, node: SyntaxNode, value: Scalar, what: string): Literal['value'] => {
  if (value.literal !== undefined) return value.literal;
  if (value.uses.length > 0 || value.volatile)
    throw unsupported(scope.query, node, 'constant', `${what} must be a constant for this engine`);
  const row = probe(scope.query, `SELECT ${value.sql} AS v`)[0];
  const found = row?.[0] ?? null;
  return value.type === 'int' && typeof found === 'number' ? BigInt(found) : (found as Literal['value']);
};

const findColumn = (columns: readonly RelationColumn[], name: string): RelationColumn | undefined =>
  columns.find((column) => column.name === name);

const bindName = (node: SyntaxNode, scope: Scope): Scalar => {
  const name = node.text ?? '';
  const column = findColumn(scope.columns, name);
  if (column !== undefined) return columnScalar(column);
  const binding = findName(scope.names, name);
  if (binding?.kind === 'scalar') return binding.scalar();
  if (binding?.kind === 'table')
    throw unsupported(scope.query, node, 'table', `The table ${name} used as a value is not supported`);
  throw semantic(scope.query, node, `The name ${name} is not a column or a value here`);
};

const bindPath = (node: SyntaxNode, scope: Scope): Scalar => {
  const of = part(node, 'Expression');
  const selector = part(node, 'Selector');
  if (selector.kind === 'BracketedExpression') return bindElement(node, scope);
  if (of.kind === 'Name' && scope.sides !== undefined && (of.text === '$left' || of.text === '$right'))
    return bindScalar(selector, of.text === '$left' ? scope.sides.left : scope.sides.right);
  const value = bindScalar(of, scope);
  if (value.type !== 'dynamic') throw semantic(scope.query, node, `A ${value.type} has no properties`);
  const key = selector.text ?? (typeof selector.literal?.value === 'string' ? selector.literal.value : undefined);
  if (key === undefined) throw unsupported(scope.query, node, 'path', 'This path is not supported');
  return stepInto(value, quoteText(keyStep(key)), []);
};

const elementOfTexts = (value: Scalar, index: bigint): Scalar => {
  const sql = `list_extract(${value.texts}, ${index < 0n ? index : index + 1n})`;
  return computed('dynamic', `CAST(to_json(${sql}) AS VARCHAR)`, [value], {
    nullable: true,
    text: `coalesce(${sql}, '')`,
  });
};

const bindElement = (node: SyntaxNode, scope: Scope): Scalar => {
  const value = bindScalar(part(node, 'Expression'), scope);
  const indexNode = part(part(node, 'Selector'), 'Expression');
  if (value.type !== 'dynamic') throw semantic(scope.query, node, `A ${value.type} has no elements`);
  const index = bindScalar(indexNode, scope);
  if (typeof index.literal === 'string') return stepInto(value, quoteText(keyStep(index.literal)), []);
  if (typeof index.literal === 'bigint')
    return value.texts === undefined
      ? stepInto(value, quoteText(`[${index.literal}]`), [])
      : elementOfTexts(value, index.literal);
  if (index.type === 'string' || index.type === 'dynamic') {
    const text = toText(index).sql;
    return stepInto(
      value,
      `'."' || replace(replace(CASE ${text} WHEN '' THEN NULL WHEN '*' THEN error(${quoteText(starKey)}) ELSE ${text} END, '\\', '\\\\'), '"', '\\"') || '"'`,
      index.uses,
    );
  }
  const long = convert(index, 'long');
  if (long === undefined) throw semantic(scope.query, node, `An element cannot be chosen by a ${index.type}`);
  return stepInto(value, `'[' || CAST(${long.sql} AS VARCHAR) || ']'`, index.uses);
};

const bindCondition = (value: Scalar, scope: Scope, node: SyntaxNode): Scalar => {
  const condition = convert(value, 'bool');
  if (condition === undefined) throw semantic(scope.query, node, `A ${value.type} is not a condition`);
  return condition;
};

const bindBinary = (node: SyntaxNode, scope: Scope): Scalar => {
  const op = textOf(node, 'Operator');
  const leftNode = part(node, 'Left');
  const rightNode = part(node, 'Right');
  if (leftNode.kind === 'StarExpression') return bindAnyColumn(node, scope);
  const left = bindScalar(leftNode, scope);
  const right = bindScalar(rightNode, scope);
  const result = binaryOperation(op, left, right, scope, node);
  if (result === undefined)
    throw unsupported(scope.query, node, 'operator', `${op} between ${left.type} and ${right.type} is not supported`);
  return result;
};

/** `* has "x"`: the same over every column. */
const bindAnyColumn = (node: SyntaxNode, scope: Scope): Scalar => {
  const searched = bindScalar(part(node, 'Right'), scope);
  const op = textOf(node, 'Operator');
  const tests = scope.columns.flatMap(
    (column) => binaryOperation(op, toText(columnScalar(column)), toText(searched), scope, node) ?? [],
  );
  if (tests.length === 0) return constant('bool', false);
  return computed('bool', `(${tests.map((test) => test.sql).join(' OR ')})`, tests);
};

const matches = (text: Scalar, pattern: Scalar, scope: Scope, node: SyntaxNode): string => {
  const regex = regexText(scope.query, node, pattern);
  return `regexp_matches(${testableText(regex.known, toText(text).sql)}, ${regex.sql})`;
};

const binaryOperation = (
  op: string,
  left: Scalar,
  right: Scalar,
  scope: Scope,
  node: SyntaxNode,
): Scalar | undefined => {
  switch (op) {
    case 'and':
    case 'or': {
      const a = bindCondition(left, scope, node);
      const b = bindCondition(right, scope, node);
      return computed('bool', `(${a.sql} ${op.toUpperCase()} ${b.sql})`, [a, b]);
    }
    case '==':
      return equality('==', left, right);
    case '!=':
    case '<>':
      return equality('!=', left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordering(op, left, right);
    case '=~':
    case '!~':
      return computed(
        'bool',
        `(${lowered(toText(left)).sql} ${op === '=~' ? '=' : '<>'} ${lowered(toText(right)).sql})`,
        [left, right],
        { nullable: false },
      );
    case ':':
      return left.type === 'string' || left.type === 'dynamic'
        ? stringTest('has', toText(left), toText(right))
        : equality('==', left, right);
    case 'matches regex':
      return computed(
        'bool',
        perKnownText(toText(right), (pattern) => matches(left, pattern, scope, node)),
        [left, right],
        {
          nullable: false,
        },
      );
    default:
      return arithmetic(op, left, right) ?? stringTest(op, toText(left), toText(right));
  }
};

const bindBetween = (node: SyntaxNode, scope: Scope): Scalar => {
  const value = bindScalar(part(node, 'Left'), scope);
  const couple = part(node, 'Right');
  const low = bindScalar(part(couple, 'First'), scope);
  const second = bindScalar(part(couple, 'Second'), scope);
  const high = low.type === 'datetime' && second.type === 'timespan' ? arithmetic('+', low, second) : second;
  const above = ordering('>=', value, low);
  const below = high && ordering('<=', value, high);
  if (above === undefined || below === undefined)
    throw unsupported(
      scope.query,
      node,
      'operator',
      `between with ${value.type}, ${low.type} and ${second.type} is not supported`,
    );
  const sql = `(${above.sql} AND ${below.sql})`;
  return computed('bool', textOf(node, 'Operator').startsWith('!') ? `(NOT ${sql})` : sql, [above, below]);
};

/** The expression of an argument without its name (`f(len=3)`). */
export const unnamed = (node: SyntaxNode): SyntaxNode =>
  node.kind === 'SimpleNamedExpression' ? part(node, 'Expression') : node;

const bindCall = (node: SyntaxNode, scope: Scope): Scalar => {
  const aggregated = scope.aggregate?.(node);
  if (aggregated !== undefined) return aggregated;
  const name = textOf(node, 'Name');
  const argumentNodes = itemsOf(part(node, 'ArgumentList'), 'Expressions');
  const special = bindSpecial(name, node, scope);
  if (special !== undefined) return special;
  const entry = functionNamed(name);
  if (entry === undefined)
    throw unsupported(scope.query, node, 'function', serviceOnly(name) ?? `The function ${name}() is not supported`);
  const call: Call = {
    query: scope.query,
    scope,
    node,
    argumentNodes,
    bind: (argument) => bindScalar(argument, scope),
    constant: (argument, what) => constantValue(scope, node, argument, what),
  };
  const args = entry.raw === true ? [] : argumentNodes.map((argument) => bindScalar(unnamed(argument), scope));
  return entry.bind(args, call);
};

const binders: Readonly<Record<string, (node: SyntaxNode, scope: Scope) => Scalar>> = {
  Literal: (node, scope) => {
    if (node.literal === undefined) throw unsupported(scope.query, node, 'literal', 'This literal is not supported');
    if (node.literal.type === 'decimal' && /\.\d{19,}/.test(String(node.literal.value)))
      throw unsupported(scope.query, node, 'literal', 'A decimal of more than 18 fraction digits is not supported');
    return constant(node.literal.type, node.literal.value);
  },
  Name: bindName,
  PathExpression: bindPath,
  ElementExpression: bindElement,
  BinaryExpression: bindBinary,
  BetweenExpression: bindBetween,
  InExpression: (node, scope) => bindMembership(node, scope),
  HasAnyExpression: (node, scope) => bindMembership(node, scope),
  HasAllExpression: (node, scope) => bindMembership(node, scope),
  FunctionCallExpression: bindCall,
  ToScalarExpression: (node, scope) => bindSpecial('toscalar', node, scope) ?? constant('dynamic', null),
  PrefixUnaryExpression: (node, scope) => {
    const value = bindScalar(part(node, 'Expression'), scope);
    const result = textOf(node, 'Operator') === '-' ? negated(value) : value;
    if (result === undefined)
      throw unsupported(scope.query, node, 'operator', `- before a ${value.type} is not supported`);
    return result;
  },
};

/** Binds a scalar expression. */
export const bindScalar = (node: SyntaxNode, scope: Scope): Scalar => {
  const bind = binders[node.kind];
  if (bind === undefined) throw unsupported(scope.query, node, 'expression', `${node.kind} is not supported`);
  return bind(node, scope);
};

/** Binds a condition of a filter, where null and false are one. */
export const bindFilter = (node: SyntaxNode, scope: Scope): Scalar => {
  if (node.kind === 'BinaryExpression') {
    const op = textOf(node, 'Operator');
    if (op === 'and' || op === 'or') {
      const a = bindFilter(part(node, 'Left'), scope);
      const b = bindFilter(part(node, 'Right'), scope);
      return computed('bool', `(${a.sql} ${op.toUpperCase()} ${b.sql})`, [a, b]);
    }
    if ((op === '==' || op === '!=' || op === '<>') && part(node, 'Left').kind !== 'StarExpression') {
      const left = bindScalar(part(node, 'Left'), scope);
      const right = bindScalar(part(node, 'Right'), scope);
      const result = equalityInFilter(op === '==' ? '==' : '!=', left, right);
      if (result !== undefined) return result;
    }
  }
  return bindCondition(bindScalar(node, scope), scope, node);
};
