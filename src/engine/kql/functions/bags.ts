import { columnScalar } from '../plan/columnScalar.ts';
import { toDynamic, toText } from '../plan/convert.ts';
import { computed, constant } from '../plan/scalar.ts';
import { semantic } from '../plan/scope.ts';
import { isArray, isBag, type Json, textOfJson, writeJson } from '../values/json.ts';
import { boundFunction, type FunctionEntry, jsFunction, rawFunction } from './entry.ts';

type Bag = { readonly [key: string]: Json };

/** The steps of `$.a.b` and `$['a']`, or the whole text as one key. */
const pathOf = (text: string): string[] => {
  if (!text.startsWith('$')) return [text];
  return [...text.matchAll(/\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
};
const without = (bag: Bag, [key, ...rest]: readonly string[]): Bag => {
  if (key === undefined || !Object.hasOwn(bag, key)) return bag;
  const inner = bag[key];
  if (rest.length > 0) return isBag(inner) ? { ...bag, [key]: without(inner, rest) } : bag;
  const { [key]: _removed, ...left } = bag;
  return left;
};

/** The path of one key, which may be no root and no place in an array. */
const keyPath = (text: string): string[] => {
  const path = pathOf(text);
  if (path.length === 0 || (text.startsWith('$') && /\[\s*-?\d+\s*\]/.test(text)))
    throw new Error(`the path ${text} to a key is not supported`);
  return path;
};
const has = (bag: Bag, [key, ...rest]: readonly string[]): boolean => {
  if (key === undefined || !Object.hasOwn(bag, key)) return false;
  const inner = bag[key];
  return rest.length === 0 || (isBag(inner) && has(inner, rest));
};
/** The bag with the value at the path; bags that the path needs are made. Refuses a path through something else than a bag. */
const withValue = (bag: Bag, [key, ...rest]: readonly string[], value: Json): Bag => {
  if (key === undefined) return bag;
  if (rest.length === 0) return { ...bag, [key]: value };
  const inner = bag[key] ?? {};
  if (!isBag(inner)) throw new Error(`bag_set_key() below ${key}, which is not a bag, is not supported`);
  return { ...bag, [key]: withValue(inner, rest, value) };
};

const merge = (...bags: Json[]): Json => {
  const merged: Record<string, Json> = {};
  for (const bag of bags)
    if (isBag(bag))
      for (const [key, value] of Object.entries(bag)) if (!Object.hasOwn(merged, key)) merged[key] = value;
  return merged;
};

/** Keys that are not text are left out. */
const zipBag = (keys: Json, values: Json): Json => {
  if (!isArray(keys)) return null;
  const list = isArray(values) ? values : [];
  return Object.fromEntries(
    keys.flatMap((key, index) => (typeof key === 'string' ? [[key, list[index] ?? null] as const] : [])),
  );
};

const sortedKeys = (value: Json): Json => {
  if (isArray(value)) return value.map(sortedKeys);
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortedKeys(value[key] ?? null)]),
  );
};

/** Every column of the row in a bag; with `true`, without nulls and empty strings. */
const packAll = rawFunction(['pack_all'], 'pack_all()', (call) => {
  const [flag] = call.argumentNodes;
  const ignore = flag !== undefined && call.constant(call.bind(flag), 'The argument of pack_all()') === true;
  const columns = call.scope.columns.map((column) => ({ name: column.name, value: columnScalar(column) }));
  const key = (name: string) => constant('string', `${JSON.stringify(name)}:`).sql;
  const pairs = columns.map(({ name, value }) => {
    const json = `coalesce(${toDynamic(value).sql}, 'null')`;
    return ignore
      ? `CASE WHEN ${toText(value).sql} = '' THEN NULL ELSE ${key(name)} || ${json} END`
      : `${key(name)} || ${json}`;
  });
  if (pairs.length === 0) return constant('dynamic', '{}');
  return computed(
    'dynamic',
    `('{' || concat_ws(',', ${pairs.join(', ')}) || '}')`,
    columns.map(({ value }) => value),
    { nullable: false },
  );
});

const packColumns = boundFunction(
  ['bag_pack_columns'],
  'toscalar(print a=1 | project bag_pack_columns(a))',
  (args, call) => {
    const pairs = args.map((value, index) => {
      const node = call.argumentNodes[index];
      if (node?.kind !== 'Name') throw semantic(call.query, call.node, 'bag_pack_columns() needs columns');
      return `${constant('string', `${JSON.stringify(node.text ?? '')}:`).sql} || coalesce(${toDynamic(value).sql}, 'null')`;
    });
    return pairs.length === 0
      ? constant('dynamic', '{}')
      : computed('dynamic', `('{' || ${pairs.join(` || ',' || `)} || '}')`, args, { nullable: false });
  },
);

/** The column when the table has it, else the other value. */
const columnIfExists = rawFunction(['column_ifexists', 'columnifexists'], 'column_ifexists("nothing", 1)', (call) => {
  const [nameNode, otherwise] = call.argumentNodes;
  if (nameNode === undefined || otherwise === undefined)
    throw semantic(call.query, call.node, 'column_ifexists() needs a name and a value');
  const name = call.constant(call.bind(nameNode), 'The name of a column');
  const column = call.scope.columns.find((one) => one.name === name);
  return column === undefined ? call.bind(otherwise) : columnScalar(column);
});

const columnNames = rawFunction(['column_names_of'], 'column_names_of((print x=1))', (call) => {
  const [table] = call.argumentNodes;
  if (table === undefined) throw semantic(call.query, call.node, 'column_names_of() needs a table');
  const relation = call.query.binder.relation(table, call.scope.names);
  return constant('dynamic', writeJson(relation.columns.map((column) => column.name)));
});

export const bagFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['bag_has_key'],
    args: ['dynamic', 'text'],
    result: 'bool',
    run: (bag: Json, key: string) => (isBag(bag) ? has(bag, keyPath(key)) : null),
    example: 'bag_has_key(dynamic({"a":1}), "a")',
  }),
  jsFunction({
    names: ['bag_merge'],
    args: ['dynamic', 'dynamic'],
    rest: 'dynamic',
    result: 'dynamic',
    nulls: true,
    run: merge,
    example: 'bag_merge(dynamic({"a":1}), dynamic({"b":2}))',
  }),
  jsFunction({
    names: ['bag_remove_keys'],
    args: ['dynamic', 'dynamic'],
    result: 'dynamic',
    run: (bag: Json, keys: Json) =>
      isBag(bag) && isArray(keys) ? keys.reduce<Bag>((left, key) => without(left, pathOf(textOfJson(key))), bag) : bag,
    example: 'bag_remove_keys(dynamic({"a":1}), dynamic(["a"]))',
  }),
  jsFunction({
    names: ['bag_set_key'],
    args: ['dynamic', 'text', 'any'],
    result: 'dynamic',
    nulls: true,
    run: (bag: Json, key: string, value: Json) => (isBag(bag) ? withValue(bag, keyPath(key), value) : null),
    example: 'bag_set_key(dynamic({"a":1}), "b", 2)',
  }),
  jsFunction({
    names: ['bag_zip'],
    args: ['dynamic', 'dynamic'],
    result: 'dynamic',
    nulls: true,
    run: zipBag,
    example: 'bag_zip(dynamic(["a"]), dynamic([1]))',
  }),
  jsFunction({
    names: ['dynamic_to_json'],
    args: ['dynamic'],
    result: 'string',
    run: (value: Json) => writeJson(sortedKeys(value)),
    example: 'dynamic_to_json(dynamic({"b":1,"a":2}))',
  }),
  packAll,
  packColumns,
  columnIfExists,
  columnNames,
];
