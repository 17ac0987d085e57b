import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { formatDatetime, parseDatetime } from '../values/datetime.ts';
import { isArray, type Json, numberOf, parseJson, textOfJson } from '../values/json.ts';
import { formatTimespan, parseTimespan } from '../values/timespan.ts';
import { equality, lowered } from './compare.ts';
import { convert, toText } from './convert.ts';
import { emit } from './emit.ts';
import { computed, constant, type Scalar } from './scalar.ts';
import { type Scope, unsupported } from './scope.ts';
import { stringTest } from './stringOperators.ts';

/** The elements of a dynamic array that the query's text gives. */
const literalElements = (value: Scalar): readonly Scalar[] | undefined => {
  if (value.type !== 'dynamic' || typeof value.literal !== 'string') return undefined;
  const array = parseJson(value.literal);
  return isArray(array) ? array.map(scalarOfJson) : undefined;
};
const scalarOfJson = (value: Json): Scalar => {
  if (typeof value === 'string') return constant('string', value);
  if (typeof value === 'boolean') return constant('bool', value);
  const number = numberOf(value);
  if (number === undefined) return constant('string', textOfJson(value));
  return Number.isSafeInteger(number) ? constant('long', BigInt(number)) : constant('real', number);
};

/** Texts that a conversion might read as a number or a truth value. */
const mayBeRead = /\d|^\s*(?:true|false|null|[-+]?(?:nan|inf|infinity))?\s*$/i;
/**
 * The elements of an array that a value of another type than text can equal. An element of another type cannot, unless its text could
 * be read as a value, which the documentation leaves open: that stays, to be refused. A datetime or timespan that `dynamic()` holds is
 * its text as `tostring()` gives it.
 */
const comparable = (value: Scalar, elements: readonly Scalar[]): Scalar[] =>
  value.type === 'string' || value.type === 'dynamic'
    ? [...elements]
    : elements.flatMap((element) => {
        const text = element.literal;
        if (typeof text !== 'string' || equality('==', value, element) !== undefined) return [element];
        if (value.type === 'datetime' || value.type === 'timespan') return timeOfText(value.type, element, text);
        return mayBeRead.test(text) ? [element] : [];
      });
const timeOfText = (type: 'datetime' | 'timespan', element: Scalar, text: string): Scalar[] => {
  const ticks = type === 'datetime' ? parseDatetime(text) : parseTimespan(text);
  if (ticks === null) return /\d/.test(text) ? [element] : [];
  const isOwn = (type === 'datetime' ? formatDatetime(ticks) : formatTimespan(ticks)) === text;
  return [isOwn ? constant(type, ticks) : element];
};

/** The single column of the table that `in (T)` and `has_any (T)` read. */
const subquery = (node: SyntaxNode, scope: Scope): { sql: string; first: Scalar } => {
  const relation = scope.query.binder.relation(node, scope.names);
  const column = relation.columns[0];
  if (column === undefined)
    throw unsupported(scope.query, node, 'subquery', 'A table without columns is not supported here');
  const first: Scalar = { type: column.type, sql: column.id, uses: [column.id], nullable: column.nullable };
  return { sql: emit(relation.plan, new Set([column.id])), first };
};

const any = (tests: readonly Scalar[], word: 'OR' | 'AND', negated: boolean): Scalar => {
  if (tests.length === 0) return constant('bool', (word === 'AND') !== negated);
  const sql = `(${tests.map((test) => test.sql).join(` ${word} `)})`;
  return computed('bool', negated ? `(NOT ${sql})` : sql, tests);
};

/** Whether a value is in a list: one `IN` when the types are alike, else a chain of comparisons. */
const inList = (
  value: Scalar,
  items: readonly Scalar[],
  ignoreCase: boolean,
  negated: boolean,
  scope: Scope,
  node: SyntaxNode,
): Scalar => {
  const text = value.type === 'string' || (value.type === 'dynamic' && items.every((item) => item.type === 'string'));
  if (text || ignoreCase) {
    const left = ignoreCase ? lowered(toText(value)) : toText(value);
    const rights = items.map((item) => (ignoreCase ? lowered(toText(item)) : toText(item)));
    if (rights.length === 0) return constant('bool', negated);
    return computed(
      'bool',
      `(${left.sql} ${negated ? 'NOT IN' : 'IN'} (${rights.map((right) => right.sql).join(', ')}))`,
      [left, ...rights],
      { nullable: false },
    );
  }
  const tests = items.map((item) => {
    const test = equality('==', value, item);
    if (test === undefined)
      throw unsupported(scope.query, node, 'operator', `in with ${value.type} and ${item.type} is not supported`);
    return computed('bool', test.nullable ? `coalesce(${test.sql}, false)` : test.sql, [test], { nullable: false });
  });
  return any(tests, 'OR', negated);
};

const inTable = (value: Scalar, item: SyntaxNode, ignoreCase: boolean, negated: boolean, scope: Scope): Scalar => {
  const { sql, first } = subquery(item, scope);
  const elements = ignoreCase || first.type === 'dynamic' ? toText(first) : first;
  const compared = ignoreCase || elements.type === 'string' ? toText(value) : convert(value, elements.type);
  if (compared === undefined)
    throw unsupported(scope.query, item, 'operator', `in with ${value.type} and ${first.type} is not supported`);
  const left = ignoreCase ? lowered(compared) : compared;
  const right = ignoreCase ? lowered(elements) : elements;
  const test = `coalesce(${left.sql} IN (SELECT ${right.sql} FROM (${sql}) WHERE ${first.sql} IS NOT NULL), false)`;
  return computed('bool', negated ? `(NOT ${test})` : test, [left], { nullable: false });
};

/** Whether a value is in a dynamic array that a row gives. */
const inDynamic = (value: Scalar, array: Scalar, ignoreCase: boolean, negated: boolean): Scalar => {
  const fold = (sql: string) => (ignoreCase ? `lower(${sql})` : sql);
  const elements = `json_extract_string(${array.sql}, '$[*]')`;
  const list = ignoreCase ? `list_transform(${elements}, lambda e: lower(e))` : elements;
  const test = `coalesce(list_contains(${list}, ${fold(toText(value).sql)}), false)`;
  return computed('bool', negated ? `(NOT ${test})` : test, [value, array], { nullable: false });
};

const bindIn = (node: SyntaxNode, scope: Scope): Scalar => {
  const op = textOf(node, 'Operator');
  const negated = op.startsWith('!');
  const ignoreCase = op.endsWith('~');
  const value = scope.query.binder.scalar(part(node, 'Left'), scope);
  const itemNodes = itemsOf(part(node, 'Right'), 'Expressions');
  const [only] = itemNodes;
  if (itemNodes.length === 1 && only !== undefined) {
    if (scope.query.binder.isTabular(only, scope.names)) return inTable(value, only, ignoreCase, negated, scope);
    const item = scope.query.binder.scalar(only, scope);
    if (item.type === 'dynamic') {
      const elements = literalElements(item);
      return elements
        ? inList(value, comparable(value, elements), ignoreCase, negated, scope, node)
        : inDynamic(value, item, ignoreCase, negated);
    }
    return inList(value, [item], ignoreCase, negated, scope, node);
  }
  const items = itemNodes.flatMap((itemNode) => {
    const item = scope.query.binder.scalar(itemNode, scope);
    const elements = literalElements(item);
    return elements === undefined ? [item] : comparable(value, elements);
  });
  return inList(value, items, ignoreCase, negated, scope, node);
};

/** `has_any` and `has_all`. */
const bindHasList = (node: SyntaxNode, scope: Scope): Scalar => {
  const all = node.kind === 'HasAllExpression';
  const value = toText(scope.query.binder.scalar(part(node, 'Left'), scope));
  const itemNodes = itemsOf(part(node, 'Right'), 'Expressions');
  const [only] = itemNodes;
  if (itemNodes.length === 1 && only !== undefined && scope.query.binder.isTabular(only, scope.names)) {
    const { sql, first } = subquery(only, scope);
    const test = stringTest('has', value, toText(first));
    const sqlTest = `(SELECT ${all ? `coalesce(bool_and(${test?.sql}), true)` : `coalesce(bool_or(${test?.sql}), false)`} FROM (${sql}))`;
    return computed('bool', sqlTest, [value], { nullable: false });
  }
  const tests = itemNodes.flatMap((itemNode) => {
    const item = scope.query.binder.scalar(itemNode, scope);
    const elements = literalElements(item);
    if (elements === undefined && item.type === 'dynamic') return [hasDynamic(value, item, all)];
    return (elements ?? [item]).flatMap((element) => stringTest('has', value, toText(element)) ?? []);
  });
  return any(tests, all ? 'AND' : 'OR', false);
};

const hasDynamic = (value: Scalar, array: Scalar, all: boolean): Scalar => {
  const element: Scalar = { type: 'string', sql: 'e', uses: [], nullable: false };
  const test = stringTest('has', value, element);
  const list = `list_transform(TRY(from_json(${array.sql}, '["VARCHAR"]')), lambda e: ${test?.sql})`;
  return computed('bool', `coalesce(${all ? 'list_bool_and' : 'list_bool_or'}(${list}), ${all})`, [value, array], {
    nullable: false,
  });
};

/** `in`, `in~`, `has_any`, `has_all` and their opposites. */
export const bindMembership = (node: SyntaxNode, scope: Scope): Scalar =>
  node.kind === 'InExpression' ? bindIn(node, scope) : bindHasList(node, scope);
