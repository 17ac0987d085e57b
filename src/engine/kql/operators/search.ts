import { columnScalar } from '../plan/columnScalar.ts';
import { toText } from '../plan/convert.ts';
import { computed, constant, type Scalar } from '../plan/scalar.ts';
import { type Relation, type Scope, semantic, unsupported } from '../plan/scope.ts';
import { stringTest } from '../plan/stringOperators.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { type OperatorContext, type OperatorEntry, rowScope } from './operator.ts';
import { memberTables, unionOf, wildcardMembers } from './union.ts';

/** What makes a string operator mind the case. */
type CaseSuffix = '' | '_cs';
/** Comparisons that say the same whatever the kind of the search. */
const mindsCase = new Set(['==', '!=', '<>', '<', '<=', '>', '>=']);

/** A term is looked for in every column: `has`, with `*` at its ends for parts of terms. */
const termTest = (scope: Scope, term: string, suffix: CaseSuffix): Scalar => {
  const inner = term.replace(/^\*|\*$/g, '');
  const operator =
    term === '*'
      ? ''
      : term.startsWith('*') && term.endsWith('*')
        ? 'contains'
        : term.startsWith('*')
          ? 'hassuffix'
          : term.endsWith('*')
            ? 'hasprefix'
            : 'has';
  if (operator === '') return constant('bool', true);
  const searched = constant('string', inner);
  const tests = scope.columns.flatMap(
    (column) => stringTest(`${operator}${suffix}`, toText(columnScalar(column)), searched) ?? [],
  );
  return tests.length === 0
    ? constant('bool', false)
    : computed('bool', `(${tests.map((test) => test.sql).join(' OR ')})`, tests, { nullable: false });
};

const condition = (context: OperatorContext, node: SyntaxNode, scope: Scope, suffix: CaseSuffix): Scalar => {
  if (typeof node.literal?.value === 'string') {
    if (/\*/.test(node.literal.value.replace(/^\*|\*$/g, '')))
      throw unsupported(context.query, node, 'search', 'A search term with * inside is not supported');
    return termTest(scope, node.literal.value, suffix);
  }
  const op = node.kind === 'BinaryExpression' ? textOf(node, 'Operator') : '';
  if (op === 'and' || op === 'or') {
    const [a, b] = [
      condition(context, part(node, 'Left'), scope, suffix),
      condition(context, part(node, 'Right'), scope, suffix),
    ];
    return computed('bool', `(${a.sql} ${op.toUpperCase()} ${b.sql})`, [a, b]);
  }
  if (suffix === '_cs' && !mindsCase.has(op) && !op.endsWith('_cs'))
    throw unsupported(
      context.query,
      node,
      'search',
      'Beside terms, a search with kind=case_sensitive takes comparisons and operators that end with _cs here',
    );
  return context.query.binder.filter(node, scope);
};

const caseSuffixes: Readonly<Record<string, CaseSuffix>> = { default: '', case_insensitive: '', case_sensitive: '_cs' };

const search = (context: OperatorContext, input: Relation): Relation => {
  const { node, query } = context;
  const kind = itemsOf(node, 'Parameters').find((one) => textOf(one, 'Name') === 'kind');
  const suffix = caseSuffixes[kind?.parts.Expression?.text ?? 'default'];
  if (suffix === undefined) throw unsupported(query, kind ?? node, 'parameter', 'This kind of search is not supported');
  const tables =
    node.parts.InClause === undefined
      ? undefined
      : memberTables(context, itemsOf(node.parts.InClause, 'Expressions'), false);
  const all = () => wildcardMembers(context, { ...node, kind: 'StarExpression' });
  const members = input.columns.length > 0 ? [{ name: '', relation: input }] : (tables ?? all());
  if (members.length === 0) throw semantic(query, node, 'There is no table to search');
  const found = members.map(({ name, relation }) => {
    const test = condition(context, part(node, 'Condition'), rowScope(context, relation), suffix);
    return {
      name,
      relation: {
        ...relation,
        plan: { op: 'filter', input: relation.plan, condition: test.sql, uses: test.uses } as const,
      },
    };
  });
  const [only] = found;
  if (input.columns.length > 0 && only !== undefined) return withTable(context, only.relation);
  return unionOf(context, found, false, '$table');
};
/** A piped search also says which table a row is of; a table made by a query has no name. */
const withTable = (context: OperatorContext, relation: Relation): Relation => {
  const id = context.query.nextId();
  return {
    ...relation,
    plan: { op: 'project', input: relation.plan, definitions: [{ id, sql: "''", uses: [] }] },
    columns: [{ name: '$table', type: 'string', id, nullable: false }, ...relation.columns],
  };
};

export const searchOperators: readonly OperatorEntry[] = [
  {
    name: 'search',
    kind: 'SearchOperator',
    example: 'let T = datatable(s:string)["a b"]; search in (T) "b"',
    bind: search,
  },
];
