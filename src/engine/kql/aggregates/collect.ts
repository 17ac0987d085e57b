import { identity } from '../functions/dynamics.ts';
import { defineJsFunction } from '../jsFunctions.ts';
import { toDynamic, toText } from '../plan/convert.ts';
import { orderSql } from '../plan/plan.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { isArray, isBag, type Json } from '../values/json.ts';
import type { AggregateCall, AggregateColumn, AggregateEntry } from './entry.ts';

/** The most elements that `make_list` and `make_set` give. */
const most = 1_048_576n;

/** SQL of a list's elements: a value that JSON has, or JSON text. */
const elementOf = (value: Scalar): { sql: string; isJson: boolean; isText: boolean } => {
  if (value.type === 'string' || value.type === 'guid')
    return { sql: value.sql, isJson: false, isText: value.type === 'string' };
  if (value.type === 'bool' || value.type === 'int' || value.type === 'long')
    return { sql: value.sql, isJson: false, isText: false };
  if (value.type === 'datetime' || value.type === 'timespan') return { sql: value.sql, isJson: false, isText: false };
  return { sql: toDynamic(value).sql, isJson: true, isText: false };
};

/** SQL of the JSON array of a list of elements. */
const jsonArray = (value: Scalar, list: string): string => {
  if (value.type === 'datetime' || value.type === 'timespan') {
    const element: Scalar = { type: value.type, sql: 'e', uses: [], nullable: false };
    return `CAST(to_json(list_transform(${list}, lambda e: ${toText(element).sql})) AS VARCHAR)`;
  }
  return elementOf(value).isJson
    ? `('[' || array_to_string(list_transform(${list}, lambda e: coalesce(e, 'null')), ',') || ']')`
    : `CAST(to_json(${list}) AS VARCHAR)`;
};

interface Collection {
  readonly distinct: boolean;
  readonly conditional: boolean;
  readonly keepNulls?: boolean;
  readonly limit?: bigint;
  /** Whether arrays are kept as they are, and none is left out. */
  readonly wholeValues?: boolean;
}

const limitOf = (call: AggregateCall, index: number, otherwise: bigint): bigint => {
  if (call.args[index] === undefined) return otherwise;
  const value = call.constant(index, 'The most elements');
  if (typeof value !== 'bigint') throw semantic(call.query, call.node, 'The most elements must be a whole number');
  return value < most ? value : most;
};

const collect = (call: AggregateCall, shape: Collection): AggregateColumn[] => {
  const [value, second] = call.args;
  if (value === undefined) throw semantic(call.query, call.node, `${call.name}() needs a value`);
  const condition = shape.conditional ? second : undefined;
  const given = limitOf(call, shape.conditional ? 2 : 1, shape.limit ?? most);
  if (shape.distinct && value.type === 'dynamic' && !shape.wholeValues)
    return dynamicSet(call, shape.conditional, given);
  const limit = shape.wholeValues ? most : given;
  const element = elementOf(value);
  const tests = [
    ...(value.nullable && !shape.keepNulls ? [`${value.sql} IS NOT NULL`] : []),
    ...(condition ? [condition.sql] : []),
  ];
  const filter = tests.length > 0 ? ` FILTER (WHERE ${tests.join(' AND ')})` : '';
  const order = shape.distinct
    ? ` ORDER BY ${element.sql}`
    : call.order.length > 0
      ? ` ORDER BY ${orderSql(call.order)}`
      : '';
  const list = `coalesce(list(${shape.distinct ? 'DISTINCT ' : ''}${element.sql}${order})${filter}, [])`;
  const uses = [...value.uses, ...(condition?.uses ?? []), ...(shape.distinct ? [] : call.order.map((key) => key.id))];
  const id = call.add(limit < most ? `(${list})[1:${limit}]` : list, uses);
  const texts = element.isText ? { texts: id } : {};
  return [
    {
      value: computed(
        'dynamic',
        jsonArray(value, id),
        [{ type: 'dynamic', sql: id, uses: [id], nullable: false }],
        texts,
      ),
    },
  ];
};

const collection = (names: readonly string[], example: string, shape: Collection): AggregateEntry => ({
  names,
  example,
  bind: (call) => collect(call, shape),
});

/** Bags merged key by key, the first value of a key kept, as JSON. */
const mergeBags = (bags: Json): Json => {
  const merged: Record<string, Json> = {};
  if (isArray(bags))
    for (const bag of bags)
      if (isBag(bag))
        for (const [key, value] of Object.entries(bag)) if (!Object.hasOwn(merged, key)) merged[key] = value;
  return merged;
};

const makeBag = (names: readonly string[], conditional: boolean): AggregateEntry => ({
  names,
  example: conditional ? 'make_bag_if(bag_pack(s, x), b)' : 'make_bag(bag_pack(s, x))',
  bind: (call) => {
    const merge = defineJsFunction('merge_bags', {
      parameters: ['dynamic'],
      result: 'dynamic',
      run: mergeBags as (...values: never[]) => Json,
      nulls: true,
    });
    const [column] = collect(call, { distinct: false, conditional });
    if (column === undefined) return [];
    return [{ value: computed('dynamic', `${merge}(${column.value.sql})`, [column.value]) }];
  },
});

/** The distinct elements of values: those of an array count each by itself. In their order, as JSON texts. */
const distinctElements = (values: Json, limit: bigint): Json => {
  const elements = isArray(values) ? values.flatMap((value) => (isArray(value) ? value : [value])) : [];
  const known = new Map(elements.filter((value) => value !== null).map((value) => [identity(value), value]));
  return [...known.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, Number(limit))
    .map(([, value]) => value);
};

/** `make_set` of dynamic values. */
const dynamicSet = (call: AggregateCall, conditional: boolean, limit: bigint): AggregateColumn[] => {
  const flatten = defineJsFunction('distinct_elements', {
    parameters: ['dynamic', 'long'],
    result: 'dynamic',
    run: distinctElements as (...values: never[]) => Json,
    nulls: true,
  });
  const [column] = collect(call, { distinct: true, conditional, wholeValues: true });
  return column === undefined
    ? []
    : [{ value: computed('dynamic', `${flatten}(${column.value.sql}, ${limit})`, [column.value]) }];
};

/** Several values of the same record, as a struct. */
const recordOf = (values: readonly Scalar[]): string =>
  `struct_pack(${values.map((value, index) => `f${index} := ${value.sql}`).join(', ')})`;
const fieldsOf = (id: string, names: readonly string[], values: readonly Scalar[]): AggregateColumn[] =>
  values.map((value, index) => {
    const field = `${id}.f${index}`;
    const record: Scalar = { type: value.type, sql: id, uses: [id], nullable: true };
    return {
      name: names[index] ?? '',
      value: computed(value.type, value.type === 'string' ? `coalesce(${field}, '')` : field, [record]),
    };
  });

/** The values after the first argument: a star is every column that is not in the group. */
const returned = (call: AggregateCall, from: number): { names: string[]; values: Scalar[] } => {
  const names: string[] = [];
  const values: Scalar[] = [];
  for (const [index, node] of call.argumentNodes.entries()) {
    if (index < from) continue;
    const value = call.args[index];
    if (node.kind === 'StarExpression')
      for (const column of call.restColumns) {
        names.push(column.name);
        values.push({ type: column.type, sql: column.id, uses: [column.id], nullable: column.nullable });
      }
    else if (value !== undefined) {
      names.push(
        node.kind === 'SimpleNamedExpression' ? (node.parts.Name?.text ?? '') : node.autoName || `Column${index}`,
      );
      values.push(value);
    }
  }
  return { names, values };
};

/** Rows without a value to compare count only when no row has one. */
const extremeRow = (word: 'arg_max' | 'arg_min'): AggregateEntry => ({
  names: word === 'arg_max' ? ['arg_max', 'argmax'] : ['arg_min', 'argmin'],
  example: `${word}(x, s)`,
  star: true,
  bind: (call) => {
    const [by] = call.args;
    const [byNode] = call.argumentNodes;
    if (by === undefined || byNode === undefined) throw semantic(call.query, call.node, `${word}() needs a value`);
    if (by.type === 'dynamic')
      throw unsupported(call.query, call.node, 'aggregate', `${word}() by a dynamic value is not supported`);
    const rest = returned(call, 1);
    const byName = byNode.autoName || (word === 'arg_max' ? 'max_' : 'min_');
    const shown = rest.names
      .map((name, index) => ({ name, value: rest.values[index] }))
      .filter(({ value }) => value?.sql !== by.sql || byNode.kind !== 'Name');
    const values = [by, ...shown.flatMap(({ value }) => value ?? [])];
    const record = recordOf(values);
    const uses = values.flatMap((value) => value.uses);
    const sql = by.nullable
      ? `coalesce(${word}(${record}, ${by.sql}), first(${record}))`
      : `${word}(${record}, ${by.sql})`;
    return fieldsOf(call.add(sql, uses), [byName, ...shown.map(({ name }) => name)], values);
  },
});

const anyRow: AggregateEntry = {
  names: ['take_any', 'any'],
  example: 'take_any(s)',
  star: true,
  bind: (call) => {
    const { names, values } = returned(call, 0);
    const shown = call.name === 'any' ? names.map((name) => `any_${name}`) : names;
    const [only] = values;
    if (values.length === 1 && only !== undefined && only.type !== 'string') {
      const id = call.add(`any_value(${only.sql})`, only.uses);
      return [
        { name: shown[0] ?? '', value: computed(only.type, id, [{ ...only, sql: id, uses: [id], nullable: true }]) },
      ];
    }
    const filter =
      values.length === 1 && only !== undefined
        ? `coalesce(first(${recordOf(values)}) FILTER (WHERE ${only.sql} <> ''), first(${recordOf(values)}))`
        : `first(${recordOf(values)})`;
    return fieldsOf(
      call.add(
        filter,
        values.flatMap((value) => value.uses),
      ),
      shown,
      values,
    );
  },
};

const anyIf: AggregateEntry = {
  names: ['take_anyif', 'anyif'],
  example: 'take_anyif(s, b)',
  bind: (call) => {
    const [value, condition] = call.args;
    if (value === undefined || condition === undefined)
      throw semantic(call.query, call.node, 'take_anyif() needs a value and a condition');
    const id = call.add(`any_value(${value.sql}) FILTER (WHERE ${condition.sql})`, [...value.uses, ...condition.uses]);
    const result: Scalar = { ...value, sql: id, uses: [id], nullable: true };
    return [{ value: computed(value.type, value.type === 'string' ? `coalesce(${id}, '')` : id, [result]) }];
  },
};

export const collectAggregates: readonly AggregateEntry[] = [
  collection(['make_list', 'makelist'], 'make_list(x)', { distinct: false, conditional: false }),
  collection(['make_list_if'], 'make_list_if(x, b)', { distinct: false, conditional: true }),
  collection(['make_list_with_nulls'], 'make_list_with_nulls(x)', {
    distinct: false,
    conditional: false,
    keepNulls: true,
  }),
  collection(['make_set'], 'make_set(x)', { distinct: true, conditional: false }),
  collection(['makeset'], 'makeset(x)', { distinct: true, conditional: false, limit: 128n }),
  collection(['make_set_if'], 'make_set_if(x, b)', { distinct: true, conditional: true }),
  makeBag(['make_bag', 'make_dictionary'], false),
  makeBag(['make_bag_if'], true),
  extremeRow('arg_max'),
  extremeRow('arg_min'),
  anyRow,
  anyIf,
];
