import { convert, toText } from '../plan/convert.ts';
import { boundedText, knownRegex, regexText } from '../plan/regexText.ts';
import { computed, constant } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import { boundFunction, type FunctionEntry, jsFunction, rawFunction } from './entry.ts';

/** `extract(regex, group, text, typeof(t))`: RE2 in both engines; no match gives null, the empty string for text. */
const extract = rawFunction(['extract'], 'extract("b(.)", 1, "abc")', (call) => {
  const [patternNode, groupNode, sourceNode, typeNode] = call.argumentNodes;
  if (patternNode === undefined || groupNode === undefined || sourceNode === undefined)
    throw semantic(call.query, call.node, 'extract() needs a pattern, a group and a text');
  const pattern = toText(call.bind(patternNode));
  const group = call.constant(call.bind(groupNode), 'The group');
  if (typeof group !== 'bigint' || group < 0n)
    throw unsupported(call.query, groupNode, 'group', 'This group is not supported');
  const source = toText(call.bind(sourceNode));
  const regex = regexText(call.query, patternNode, pattern);
  const found = computed('string', `regexp_extract(${regex.on(source.sql)}, ${regex.sql}, ${group})`, [
    source,
    pattern,
  ]);
  if (typeNode === undefined) return found;
  const typeName = itemsOf(typeNode, 'Types')[0];
  const type = typeName && typeNames[textOf(typeName, 'Type').toLowerCase()];
  const converted = type && convert(found, type);
  if (converted === undefined) throw unsupported(call.query, typeNode, 'type', 'This type is not supported');
  return converted;
});

const isGroup = (group: unknown, count: number): boolean =>
  typeof group === 'number' && Number.isInteger(group) && group >= 0 && group <= Math.min(count, 9);

/** `extract_all(regex, [groups,] text)`: an array of matches, of arrays where there are several groups. */
const extractAll = boundFunction(['extract_all', 'extractall'], 'extract_all("(.)", "abc")', (args, call) => {
  const [pattern] = args;
  const source = args.at(-1);
  if (pattern === undefined || source === undefined || args.length < 2)
    throw semantic(call.query, call.node, 'extract_all() needs a pattern and a text');
  const regex = call.constant(pattern, 'The pattern');
  if (typeof regex !== 'string') throw unsupported(call.query, call.node, 'pattern', 'This pattern is not supported');
  const listed =
    args.length === 3 && args[1] !== undefined ? JSON.parse(String(call.constant(args[1], 'The groups'))) : undefined;
  const known = knownRegex(call.query, call.node, regex, 're2');
  const groups: unknown[] = Array.isArray(listed)
    ? listed.map((group: unknown) => (typeof group === 'string' ? known.groups.indexOf(group) + 1 || undefined : group))
    : known.groups.map((_, index) => index + 1);
  if (groups.length === 0 || !groups.every((group) => isGroup(group, known.groups.length)))
    throw unsupported(call.query, call.node, 'groups', 'These groups are not supported');
  const text = toText(source);
  const lists = groups.map(
    (group) => `regexp_extract_all(${boundedText(known, text.sql)}, ${quoteText(known.text)}, ${Number(group)})`,
  );
  const [only] = lists;
  const all =
    lists.length === 1
      ? only
      : `list_transform(range(len(${only})), lambda i: [${lists.map((list) => `${list}[i + 1]`).join(', ')}])`;
  const texts = lists.length === 1 && only !== undefined ? { texts: `nullif(${only}, [])` } : {};
  return computed(
    'dynamic',
    `CASE WHEN len(${only}) > 0 THEN CAST(to_json(${all}) AS VARCHAR) END`,
    [text, constant('string', regex)],
    { nullable: true, ...texts },
  );
});

const csv = (text: string): string[] => {
  const fields: string[] = [];
  let [field, at] = ['', 0];
  for (;;) {
    if (text[at] === '"' && field === '') {
      const end = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
      if (end?.[1] === undefined) return [...fields, text.slice(at)];
      field = end[1].replaceAll('""', '"');
      at += end[0].length;
    } else {
      const next = text.slice(at).search(/[,\r\n]/);
      field += next < 0 ? text.slice(at) : text.slice(at, at + next);
      at = next < 0 ? text.length : at + next;
    }
    fields.push(field);
    if (text[at] !== ',') return fields;
    field = '';
    at += 1;
  }
};

const query = (text: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const [key = '', ...rest] = pair.split('=');
    found[key] = rest.join('=');
  }
  return found;
};
const parseUrl = (text: string): Record<string, string | Record<string, string>> => {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^:/?#]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(
      text,
    );
  const group = (index: number): string => match?.[index] ?? '';
  return {
    Scheme: group(1),
    Host: group(4),
    Port: group(5),
    Path: group(6),
    Username: group(2),
    Password: group(3),
    'Query Parameters': query(group(7)),
    Fragment: group(8),
  };
};

export const extractFunctions: readonly FunctionEntry[] = [
  extract,
  extractAll,
  jsFunction({ names: ['parse_csv'], args: ['text'], result: 'dynamic', run: csv, example: `parse_csv('a,"b,c"')` }),
  jsFunction({
    names: ['parse_urlquery', 'parseurlquery'],
    args: ['text'],
    result: 'dynamic',
    run: (text: string) => ({ 'Query Parameters': query(text) }),
    example: 'parse_urlquery("k1=v1&k2=v2")',
  }),
  jsFunction({
    names: ['parse_url'],
    args: ['text'],
    result: 'dynamic',
    run: parseUrl,
    example: 'parse_url("https://user:pw@host:80/path?a=1#f")',
  }),
];
