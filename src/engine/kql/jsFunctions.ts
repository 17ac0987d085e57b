import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { KqlType } from './types.ts';
import { type Json, parseJson, writeJson } from './values/json.ts';

/** A value as a JavaScript function sees it: dynamic as parsed JSON; int as number; long, datetime and timespan as bigint. */
export type JsValue = string | number | bigint | boolean | null | Json;

export interface JsFunction {
  readonly parameters: readonly KqlType[];
  readonly result: KqlType;
  readonly run: (...values: never[]) => JsValue;
  /** Whether it is also called with nulls; otherwise a null argument gives null. */
  readonly nulls: boolean;
}

const duckTypes: Readonly<Record<Exclude<KqlType, 'decimal'>, DuckDBType>> = {
  bool: BOOLEAN,
  int: INTEGER,
  long: BIGINT,
  real: DOUBLE,
  string: VARCHAR,
  datetime: BIGINT,
  timespan: BIGINT,
  guid: VARCHAR,
  dynamic: VARCHAR,
};
const duckType = (type: KqlType): DuckDBType => {
  if (type === 'decimal') throw new RangeError('a decimal cannot go through JavaScript');
  return duckTypes[type];
};

const registry = new Map<string, JsFunction>();

/** Makes a JavaScript function callable from SQL by a name that begins with `kql_`. */
export const defineJsFunction = (name: string, definition: JsFunction): string => {
  const full = `kql_${name}`;
  if (!registry.has(full)) registry.set(full, definition);
  return full;
};

const incoming = (type: KqlType, value: unknown): unknown => {
  if (value === null || type !== 'dynamic') return value;
  return parseJson(String(value)) ?? null;
};
const outgoing = (type: KqlType, value: JsValue): string | number | bigint | boolean | null => {
  if (value === null || value === undefined) return type === 'string' ? '' : null;
  if (type === 'dynamic') return writeJson(value as Json);
  if (type === 'long' && typeof value === 'number') return BigInt(value);
  return value as string | number | bigint | boolean;
};

const toDuck = (name: string, definition: JsFunction): DuckDBScalarFunction =>
  DuckDBScalarFunction.create({
    name,
    returnType: duckType(definition.result),
    parameterTypes: definition.parameters.map(duckType),
    specialHandling: true,
    mainFunction: (_info, chunk, output) => {
      const vectors = definition.parameters.map((_, index) => chunk.getColumnVector(index));
      for (let row = 0; row < chunk.rowCount; row++) {
        const values = vectors.map((vector, index) =>
          incoming(definition.parameters[index] ?? 'string', vector.getItem(row)),
        );
        const skip = !definition.nulls && values.includes(null);
        const result = skip ? null : definition.run(...(values as never[]));
        output.setItem(row, outgoing(definition.result, result));
      }
      output.flush();
    },
  });

const registered = new WeakMap<DuckDBConnection, Set<string>>();

/** Registers the JavaScript functions that SQL calls. */
export const registerJsFunctions = (connection: DuckDBConnection, sql: string): void => {
  const known = registered.get(connection) ?? new Set<string>();
  registered.set(connection, known);
  for (const [name] of sql.matchAll(/\bkql_\w+/g)) {
    const definition = registry.get(name);
    if (definition === undefined || known.has(name)) continue;
    connection.registerScalarFunction(toDuck(name, definition));
    known.add(name);
  }
};
