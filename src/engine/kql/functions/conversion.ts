import { defineJsFunction, type JsValue } from '../jsFunctions.ts';
import { columnScalar } from '../plan/columnScalar.ts';
import { convert, toDynamic, toText } from '../plan/convert.ts';
import { computed, constant, fromJson, keyStep, type Scalar, textOrEmpty } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { dynamicOfText, quoteText } from '../storage.ts';
import { itemsOf, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import type { KqlType } from '../types.ts';
import { parseDatetime } from '../values/datetime.ts';
import { parseTimespan } from '../values/timespan.ts';
import { boundFunction, type Call, constantText, type FunctionEntry, rawFunction, sqlFunction } from './entry.ts';

/** The JavaScript behind conversions that SQL does not know; `plan/convert.ts` calls them by name. */
const define = (name: string, parameter: KqlType, result: KqlType, run: (value: never) => JsValue) =>
  defineJsFunction(name, { parameters: [parameter], result, run, nulls: false });
define('datetime', 'string', 'datetime', (text: string) => parseDatetime(text));
define('timespan', 'string', 'timespan', (text: string) => parseTimespan(text));
define('real_text', 'real', 'string', (value: number) => {
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  return `${digits}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
});

const conversion = (names: readonly string[], type: KqlType, example: string): FunctionEntry =>
  boundFunction(names, example, ([value], call) => {
    const result = value && convert(value, type);
    if (value === undefined || result === undefined)
      throw unsupported(
        call.query,
        call.node,
        'conversion',
        `${names[0]}() of ${value?.type ?? 'nothing'} is not supported`,
      );
    return result;
  });

/** `parse_json`: text that is not JSON becomes a JSON string of itself; a path into it needs no such care. */
const parseJson = boundFunction(
  ['parse_json', 'todynamic', 'parsejson', 'toobject'],
  `parse_json('{"a":1}').a`,
  ([value], call) => {
    if (value === undefined) throw semantic(call.query, call.node, 'parse_json() needs a value');
    if (value.type !== 'string') return toDynamic(value);
    return {
      ...computed('dynamic', `(${dynamicOfText(value.sql)})`, [value], { nullable: true }),
      json: { text: value.sql, path: quoteText('$'), lenient: true, uses: value.uses },
    };
  },
);

const typeOf = (node: SyntaxNode | undefined): KqlType | undefined => {
  if (node?.kind !== 'TypeOfLiteralExpression') return undefined;
  const [type] = itemsOf(node, 'Types');
  return type && typeNames[textOf(type, 'Type').toLowerCase()];
};

/** A JSON path of KQL (`$.a.b[0]`, `$['a']`) in DuckDB's spelling. */
const duckPath = (path: string, call: Call): string => {
  const steps: readonly string[] =
    path.match(/\.\.|\.[^.[\]'"*]+|\[\s*-?\d+\s*\]|\[\s*'[^']*'\s*\]|\[\s*"[^"]*"\s*\]/g) ?? [];
  if (!path.startsWith('$') || `$${steps.join('')}` !== path || steps.includes('..'))
    throw unsupported(call.query, call.node, 'path', `The JSON path ${path} is not supported`);
  const translated = steps.map((step) => {
    const inner = step.startsWith('.') ? step.slice(1) : step.slice(1, -1).trim();
    if (/^-?\d+$/.test(inner) && step.startsWith('[')) return `[${inner}]`;
    const key = step.startsWith('.') ? inner : inner.slice(1, -1);
    return keyStep(key);
  });
  return `$${translated.join('')}`;
};

/** `extract_json(path, text, type)`: one extraction, converted to the type; a string without one. */
const extractJson = rawFunction(
  ['extract_json', 'extractjson'],
  `extract_json('$.a', '{"a":1}', typeof(long))`,
  (call) => {
    const [pathNode, sourceNode, typeNode] = call.argumentNodes;
    if (pathNode === undefined || sourceNode === undefined)
      throw semantic(call.query, call.node, 'extract_json() needs a path and a text');
    const type = typeNode === undefined ? 'string' : typeOf(typeNode);
    if (type === undefined) throw unsupported(call.query, call.node, 'type', 'This type is not supported');
    const path = duckPath(constantText(call, call.bind(pathNode), 'The path'), call);
    const source = toText(call.bind(sourceNode));
    const found = fromJson({ text: source.sql, path: quoteText(path), lenient: true, uses: source.uses });
    return convert(found, type) ?? constant(type, null);
  },
);

const isEmptySql = (value: Scalar): string =>
  value.type === 'string'
    ? `(${value.sql} = '')`
    : value.type === 'dynamic'
      ? `(${toText(value).sql} = '')`
      : `(${value.sql} IS NULL)`;

const emptiness = (names: readonly string[], negated: boolean): FunctionEntry =>
  boundFunction(names, `${names[0]}('a')`, ([value], call) => {
    if (value === undefined) throw semantic(call.query, call.node, `${names[0]}() needs a value`);
    return computed('bool', negated ? `(NOT ${isEmptySql(value)})` : isEmptySql(value), [value], { nullable: false });
  });
const nullness = (names: readonly string[], negated: boolean): FunctionEntry =>
  boundFunction(names, `${names[0]}(1)`, ([value], call) => {
    if (value === undefined) throw semantic(call.query, call.node, `${names[0]}() needs a value`);
    if (value.type === 'string') return constant('bool', negated);
    return computed('bool', `(${value.sql} IS ${negated ? 'NOT ' : ''}NULL)`, [value], { nullable: false });
  });

/** The one type of several values, as the binder chooses it. */
const commonType = (values: readonly Scalar[]): KqlType | undefined => {
  const types = new Set(
    values.filter((value) => !(value.type === 'dynamic' && value.literal === null)).map((value) => value.type),
  );
  if (types.size <= 1) return [...types][0] ?? 'dynamic';
  const others = [...types].filter((type) => type !== 'dynamic');
  if (others.length === 1) return others[0];
  if (types.has('decimal') && others.every((type) => ['int', 'long', 'decimal'].includes(type))) return 'decimal';
  if (others.every((type) => type === 'int' || type === 'long')) return 'long';
  if (others.every((type) => type === 'int' || type === 'long' || type === 'real')) return 'real';
  return undefined;
};

/** Values of one type; refuses a mixture that has none. */
const unified = (values: readonly Scalar[], call: Call): { type: KqlType; values: Scalar[] } => {
  const type = commonType(values);
  const made = type === undefined ? [] : values.flatMap((value) => convert(value, type) ?? []);
  if (type === undefined || made.length !== values.length)
    throw unsupported(
      call.query,
      call.node,
      'types',
      `A mixture of ${[...new Set(values.map((value) => value.type))].join(', ')} is not supported`,
    );
  return { type, values: made };
};

const chosen = (
  call: Call,
  branches: readonly Scalar[],
  sql: (made: readonly Scalar[]) => string,
  tests: readonly Scalar[],
): Scalar => {
  const { type, values } = unified(branches, call);
  return computed(type, sql(values), [...tests, ...values], {
    nullable: type !== 'string' && values.some((value) => value.nullable),
  });
};

const iff = boundFunction(['iff', 'iif'], 'iff(true, 1, 2)', ([test, yes, no], call) => {
  const condition = test && convert(test, 'bool');
  if (condition === undefined || yes === undefined || no === undefined)
    throw semantic(call.query, call.node, 'iff() needs a condition and two values');
  return chosen(call, [yes, no], ([a, b]) => `CASE WHEN ${condition.sql} THEN ${a?.sql} ELSE ${b?.sql} END`, [
    condition,
  ]);
});

const caseOf = boundFunction(['case'], 'case(1 == 2, "a", "b")', (args, call) => {
  if (args.length < 3 || args.length % 2 === 0)
    throw semantic(call.query, call.node, 'case() needs pairs of a condition and a value, and a last value');
  const tests = args
    .filter((_, index) => index % 2 === 0 && index < args.length - 1)
    .map((test) => convert(test, 'bool') ?? test);
  const branches = args.filter((_, index) => index % 2 === 1 || index === args.length - 1);
  return chosen(
    call,
    branches,
    (values) =>
      `CASE ${tests.map((test, index) => `WHEN ${test.sql} THEN ${values[index]?.sql}`).join(' ')} ELSE ${values.at(-1)?.sql} END`,
    tests,
  );
});

/** The first value that is not null; for strings, not empty. */
const coalesce = boundFunction(['coalesce'], 'coalesce(tolong("x"), 1)', (args, call) => {
  const { type, values } = unified(args, call);
  if (type === 'string')
    return textOrEmpty(`coalesce(${values.map((value) => `nullif(${value.sql}, '')`).join(', ')})`, values);
  return computed(type, `coalesce(${values.map((value) => value.sql).join(', ')})`, values, {
    nullable: values.every((value) => value.nullable),
  });
});

const extremeOf = (name: string, duck: string): FunctionEntry =>
  boundFunction([name], `${name}(1, 2)`, (args, call) => {
    const { type, values } = unified(args, call);
    return computed(type, `${duck}(${values.map((value) => value.sql).join(', ')})`, values, {
      nullable: values.every((value) => value.nullable),
    });
  });

const gettype = boundFunction(['gettype'], 'gettype(1)', ([value], call) => {
  if (value === undefined) throw semantic(call.query, call.node, 'gettype() needs a value');
  if (value.type !== 'dynamic')
    return value.nullable
      ? computed('string', `CASE WHEN ${value.sql} IS NULL THEN 'null' ELSE ${quoteText(value.type)} END`, [value])
      : constant('string', value.type);
  return computed(
    'string',
    `CASE coalesce(json_type(${value.sql}), 'NULL') WHEN 'NULL' THEN 'null' WHEN 'OBJECT' THEN 'dictionary' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' ELSE 'long' END`,
    [value],
  );
});

const assertThat = boundFunction(['assert'], 'assert(true, "no")', ([test, message], call) => {
  if (test === undefined || message === undefined)
    throw semantic(call.query, call.node, 'assert() needs a condition and a message');
  return computed(
    'bool',
    `CASE WHEN ${test.sql} THEN true ELSE error('assert: ' || ${message.sql}) END`,
    [test, message],
    { nullable: false },
  );
});

/** When a row arrived: the service keeps it aside, a local table only in a column `_TimeReceived`. */
const ingestionTime = rawFunction(
  ['ingestion_time'],
  'toscalar(print _TimeReceived = now() | project ingestion_time())',
  (call) => {
    const column = call.scope.columns.find((one) => one.name === '_TimeReceived' && one.type === 'datetime');
    if (column !== undefined) return columnScalar(column);
    throw unsupported(
      call.query,
      call.node,
      'ingestion_time',
      'ingestion_time() needs a column _TimeReceived here: this table does not keep when a row arrived. Use TimeGenerated instead',
    );
  },
);

export const conversionFunctions: readonly FunctionEntry[] = [
  conversion(['tostring'], 'string', 'tostring(1)'),
  conversion(['toint'], 'int', 'toint("1")'),
  conversion(['tolong'], 'long', 'tolong("1")'),
  conversion(['toreal', 'todouble'], 'real', 'toreal("1.5")'),
  conversion(['todecimal'], 'decimal', 'todecimal("1.5")'),
  conversion(['tobool', 'toboolean'], 'bool', 'tobool("true")'),
  conversion(['todatetime'], 'datetime', 'todatetime("2019-04-18")'),
  conversion(['totimespan', 'totime'], 'timespan', 'totimespan("0.01:00:00")'),
  conversion(['toguid'], 'guid', 'toguid("ae3133f2-6e22-49ae-b06a-16e6a9b212eb")'),
  parseJson,
  extractJson,
  emptiness(['isempty'], false),
  emptiness(['isnotempty', 'notempty'], true),
  nullness(['isnull'], false),
  nullness(['isnotnull', 'notnull'], true),
  sqlFunction({
    names: ['not'],
    args: ['bool'],
    result: 'bool',
    sql: (value) => `(NOT ${value})`,
    example: 'not(true)',
  }),
  iff,
  caseOf,
  coalesce,
  extremeOf('max_of', 'greatest'),
  extremeOf('min_of', 'least'),
  gettype,
  assertThat,
  ingestionTime,
];
