import { formatDatetime } from '../values/datetime.ts';
import { formatTimespan } from '../values/timespan.ts';
import type { Literal, SyntaxNode } from './ast.ts';
import { autoNameOf, classOf, type KustoElement, severalNamesOf } from './kusto.ts';
import { jsonOfLiteral, literalOfText, nullOfText, stringOfText } from './literals.ts';

const nameKinds = new Set([
  'NameReference',
  'NameDeclaration',
  'TokenName',
  'BracketedName',
  'BracedName',
  'WildcardedName',
  'BracketedWildcardedName',
]);
/** Lists whose items become columns. */
const columnParts = new Set(['Expressions', 'Aggregates', 'Expression', 'ByExpression', 'OfExpression']);

function* childrenOf(element: KustoElement): Generator<[string, KustoElement]> {
  for (let index = 0; index < element.ChildCount; index++) {
    const child = element.GetChild(index);
    if (child !== null && child !== undefined) yield [element.GetName(index), child];
  }
}

const base = (element: KustoElement, kind: string) => ({
  kind,
  start: element.TextStart,
  length: Math.max(0, element.End - element.TextStart),
  parts: {},
  items: [],
});

const nameText = (element: KustoElement): string => {
  const text = element.ToString(1).trim();
  if (/^\[\s*['"@hH]/.test(text)) return stringOfText(text.slice(1, -1).trim());
  return text;
};

/** JSON text of what stands in `dynamic(…)`; undefined when it is not understood. */
const jsonOf = (element: KustoElement): string | undefined => {
  const kind = classOf(element);
  const parts = new Map(childrenOf(element));
  if (kind === 'JsonArrayExpression') {
    const values = itemsIn(parts.get('Values')).map(jsonOf);
    return values.every((value) => value !== undefined) ? `[${values.join(',')}]` : undefined;
  }
  if (kind === 'JsonObjectExpression') {
    const pairs = itemsIn(parts.get('Pairs')).map((pair) => {
      const pieces = new Map(childrenOf(pair));
      const name = pieces.get('Name');
      const value = pieces.get('Value');
      const json = value && jsonOf(value);
      return name && json !== undefined ? `${JSON.stringify(jsonKey(name))}:${json}` : undefined;
    });
    return pairs.every((pair) => pair !== undefined) ? `{${pairs.join(',')}}` : undefined;
  }
  if (kind === 'DynamicExpression') {
    const inner = parts.get('Expression');
    return inner && jsonOf(inner);
  }
  if (kind === 'PrefixUnaryExpression') return element.ToString(1).replaceAll(/\s/g, '');
  const literal = literalIn(element);
  return literal && jsonOfLiteral(literal, { datetime: formatDatetime, timespan: formatTimespan });
};
const jsonKey = (name: KustoElement): string => {
  const text = name.ToString(1).trim();
  return /^[@hH]?["']/.test(text) ? stringOfText(text) : text;
};

const itemsIn = (list: KustoElement | undefined): KustoElement[] => {
  if (list === undefined) return [];
  return [...childrenOf(list)].map(([, child]) => {
    if (classOf(child) !== 'SeparatedElement') return child;
    return child.GetChild(0) ?? child;
  });
};

const literalIn = (element: KustoElement): Literal | undefined => {
  const kind = syntaxKindOf(element);
  const text = element.ToString(1);
  if (kind === 'CompoundStringLiteralExpression') {
    const tokens = new Map(childrenOf(element)).get('Tokens');
    return {
      type: 'string',
      value: itemsIn(tokens)
        .map((token) => stringOfText(token.ToString(1)))
        .join(''),
    };
  }
  if (kind === 'NullLiteralExpression') return text === 'null' ? { type: 'dynamic', value: null } : nullOfText(text);
  return literalOfText(kind, text);
};

let kindNames: Map<number, string> | undefined;
const syntaxKindOf = (element: KustoElement): string => {
  if (kindNames === undefined) {
    const kinds = (
      globalThis as unknown as { Kusto: { Language: { Syntax: { SyntaxKind: Record<string, unknown> } } } }
    ).Kusto.Language.Syntax.SyntaxKind;
    kindNames = new Map(
      Object.entries(kinds).flatMap(([name, value]) => (typeof value === 'number' ? [[value, name] as const] : [])),
    );
  }
  return kindNames.get(element.Kind) ?? '';
};

/** Turns Microsoft's tree into ours. */
export const toAst = (element: KustoElement): SyntaxNode => {
  const kind = classOf(element);
  if (kind.startsWith('SyntaxToken') || kind.endsWith('Token'))
    return { ...base(element, 'Token'), text: element.ToString(1) };
  if (kind === 'SyntaxList') return { ...base(element, 'List'), items: itemsIn(element).map((item) => toAst(item)) };
  if (nameKinds.has(kind)) return nameNode(element, kind);
  if (kind === 'ParenthesizedExpression') return innerOf(element);
  if (kind === 'LiteralExpression' || kind === 'CompoundStringLiteralExpression') {
    const literal = literalIn(element);
    const text = element.ToString(1);
    const node = { ...base(element, syntaxKindOf(element)), text };
    return literal === undefined ? node : { ...node, kind: 'Literal', literal };
  }
  if (kind === 'DynamicExpression') {
    const value = jsonOf(element);
    if (value === undefined) return base(element, 'UnreadableDynamic');
    return { ...base(element, 'Literal'), literal: { type: 'dynamic', value: value === 'null' ? null : value } };
  }
  const parts: Record<string, SyntaxNode> = {};
  for (const [name, child] of childrenOf(element)) parts[name] = columnParts.has(name) ? named(child) : toAst(child);
  return { ...base(element, kind), parts };
};

const innerOf = (element: KustoElement): SyntaxNode => {
  const inner = new Map(childrenOf(element)).get('Expression');
  return inner === undefined ? base(element, 'Empty') : named(inner);
};

const named = (element: KustoElement): SyntaxNode => {
  const node = toAst(element);
  if (node.kind === 'List') return { ...node, items: itemsIn(element).map((item) => withAutoName(toAst(item), item)) };
  return withAutoName(node, element);
};
const withAutoName = (node: SyntaxNode, element: KustoElement): SyntaxNode => {
  if (
    element.ResultType === undefined ||
    node.kind === 'List' ||
    node.kind === 'Token' ||
    node.kind.endsWith('Operator')
  )
    return node;
  const several = severalNamesOf(element);
  return { ...node, autoName: autoNameOf(element), ...(several.length === 0 ? {} : { severalNames: several }) };
};

const isWildcard = (element: KustoElement, kind: string): boolean =>
  kind.includes('Wildcard') || [...childrenOf(element)].some(([, child]) => classOf(child).includes('Wildcard'));

const nameNode = (element: KustoElement, kind: string): SyntaxNode => {
  const symbol = element.ReferencedSymbol;
  return {
    ...base(element, isWildcard(element, kind) ? 'Wildcard' : 'Name'),
    text: nameText(element),
    ...(symbol ? { refersTo: classOf(symbol) } : {}),
  };
};
