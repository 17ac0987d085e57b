import { defineJsFunction } from '../jsFunctions.ts';
import { toDynamic } from '../plan/convert.ts';
import { computed } from '../plan/scalar.ts';
import { semantic } from '../plan/scope.ts';
import { isArray, isBag, isReal, type Json, numberOf } from '../values/json.ts';
import type { AggregateEntry } from './entry.ts';

/** What may stand at one place: the plain types seen, the properties of bags, the elements of arrays. */
interface Shape {
  readonly types: Set<string>;
  bag?: Map<string, Shape>;
  elements?: Shape;
}
const empty = (): Shape => ({ types: new Set() });

const typeOf = (value: Json): string => {
  if (typeof value === 'boolean') return 'bool';
  if (numberOf(value) !== undefined) return isReal(value) ? 'double' : 'long';
  return 'string';
};

const admit = (shape: Shape, value: Json): void => {
  if (value === null) return;
  if (isArray(value)) {
    shape.elements ??= empty();
    for (const element of value) admit(shape.elements, element);
  } else if (isBag(value)) {
    shape.bag ??= new Map();
    for (const [key, inner] of Object.entries(value)) {
      const place = shape.bag.get(key) ?? empty();
      shape.bag.set(key, place);
      admit(place, inner);
    }
  } else shape.types.add(typeOf(value));
};

/** Plain types in their order of names, then bags and arrays; one alone stands without a list. */
const schemaOf = (shape: Shape): Json => {
  const parts: Json[] = [...shape.types].sort();
  const bag = Object.fromEntries([...(shape.bag ?? [])].map(([key, inner]) => [key, schemaOf(inner)]));
  if (shape.bag !== undefined && shape.elements !== undefined)
    throw new Error('buildschema() of a place with bags and arrays is not supported');
  if (shape.bag !== undefined) parts.push(bag);
  if (shape.elements !== undefined) parts.push({ '`indexer`': schemaOf(shape.elements) });
  const [only] = parts;
  if (only === undefined) throw new Error('buildschema() of a place without values is not supported');
  return parts.length === 1 ? only : parts;
};

const buildSchema: AggregateEntry = {
  names: ['buildschema'],
  example: 'buildschema(bag_pack("a", s))',
  bind: (call) => {
    const [value] = call.args;
    if (value === undefined) throw semantic(call.query, call.node, 'buildschema() needs a dynamic value');
    const name = defineJsFunction('build_schema', {
      parameters: ['dynamic'],
      result: 'dynamic',
      run: ((values: Json) => {
        const shape = empty();
        for (const one of isArray(values) ? values : []) admit(shape, one);
        return schemaOf(shape);
      }) as (...values: never[]) => Json,
      nulls: false,
    });
    const id = call.add(`'[' || coalesce(string_agg(${toDynamic(value).sql}, ','), '') || ']'`, value.uses);
    return [{ value: computed('dynamic', `${name}(${id})`, [{ ...value, sql: id, uses: [id], nullable: false }]) }];
  },
};

export const schemaAggregates: readonly AggregateEntry[] = [buildSchema];
