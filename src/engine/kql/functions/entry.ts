import { defineJsFunction, type JsValue } from '../jsFunctions.ts';
import { convert, isNumeric, toDynamic, toText } from '../plan/convert.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { type QueryState, type Scope, semantic, unsupported } from '../plan/scope.ts';
import type { Literal, SyntaxNode } from '../syntax/ast.ts';
import type { KqlType } from '../types.ts';

/** A call under way. */
export interface Call {
  readonly query: QueryState;
  readonly scope: Scope;
  readonly node: SyntaxNode;
  /** The argument expressions, with names taken off. */
  readonly argumentNodes: readonly SyntaxNode[];
  bind(node: SyntaxNode): Scalar;
  /** The value of an argument that must be known before the query runs; refuses one that reads columns. */
  constant(argument: Scalar, what: string): Literal['value'];
}

/** A scalar function of KQL. */
export interface FunctionEntry {
  /** Its name and its other spellings. */
  readonly names: readonly string[];
  /** A KQL expression that uses it; a test runs each one. */
  readonly example: string;
  /** Whether `bind` binds the arguments by itself, from `call.argumentNodes`. */
  readonly raw?: boolean;
  bind(args: readonly Scalar[], call: Call): Scalar;
}

/** What an argument is made into: a type; `text` is anything as `tostring()` gives it; `any` is any value as JSON; `number` is a real. */
type ArgumentType = KqlType | 'text' | 'any';

interface Signature {
  readonly names: readonly string[];
  readonly args: readonly ArgumentType[];
  /** How many of the last arguments may be left out. */
  readonly optional?: number;
  /** The type of any further arguments. */
  readonly rest?: ArgumentType;
  readonly example: string;
}

const made = (argument: Scalar, type: ArgumentType, call: Call): Scalar => {
  const value =
    type === 'text' ? toText(argument) : type === 'any' ? toDynamic(argument) : convertArgument(argument, type);
  if (value === undefined)
    throw unsupported(
      call.query,
      call.node,
      'argument',
      `${call.node.parts.Name?.text}() with an argument of the type ${argument.type} is not supported`,
    );
  return value;
};

/** A binder-checked argument: widened, or taken out of a dynamic; text is not read as a number here. */
const convertArgument = (argument: Scalar, type: KqlType): Scalar | undefined => {
  if (argument.type === type) return argument;
  if (type === 'dynamic') return toDynamic(argument);
  if (argument.type === 'dynamic' || (isNumeric(argument.type) && isNumeric(type))) return convert(argument, type);
  if (type === 'string' || argument.type === 'bool') return convert(argument, type);
  return undefined;
};

const prepared = (
  signature: Signature,
  args: readonly Scalar[],
  call: Call,
): { values: Scalar[]; types: ArgumentType[] } => {
  const least = signature.args.length - (signature.optional ?? 0);
  const most = signature.rest === undefined ? signature.args.length : Number.POSITIVE_INFINITY;
  if (args.length < least || args.length > most)
    throw unsupported(
      call.query,
      call.node,
      'arguments',
      `${signature.names[0]}() with ${args.length} arguments is not supported`,
    );
  const types = args.map((_, index) => signature.args[index] ?? signature.rest ?? 'any');
  return { values: args.map((argument, index) => made(argument, types[index] ?? 'any', call)), types };
};

/** A function that is SQL of its arguments. A NULL of a string result becomes the empty string. */
export const sqlFunction = (
  signature: Signature & {
    readonly result: KqlType;
    readonly sql: (...args: string[]) => string;
    /** Whether it can be null although no argument is. */
    readonly nullable?: boolean;
  },
): FunctionEntry => ({
  names: signature.names,
  example: signature.example,
  bind: (args, call) => {
    const { values } = prepared(signature, args, call);
    const sql = signature.sql(...values.map((value) => value.sql));
    const mayBeNull = signature.nullable === true || values.some((value) => value.nullable);
    if (signature.result === 'string') return computed('string', mayBeNull ? `coalesce(${sql}, '')` : sql, values);
    return computed(signature.result, sql, values, { nullable: mayBeNull });
  },
});

const storedAs = (type: ArgumentType): KqlType => (type === 'text' ? 'string' : type === 'any' ? 'dynamic' : type);
const letters: Readonly<Record<KqlType, string>> = {
  bool: 'b',
  int: 'i',
  long: 'l',
  real: 'r',
  decimal: 'm',
  string: 's',
  datetime: 'd',
  timespan: 't',
  guid: 'g',
  dynamic: 'y',
};

/** A function computed in JavaScript, one row at a time, exact where SQL has no such thing. `run` may throw to refuse. */
export const jsFunction = (
  signature: Signature & {
    readonly result: KqlType;
    readonly run: (...values: never[]) => JsValue;
    /** Whether `run` is also called with null arguments; otherwise a null argument gives null. */
    readonly nulls?: boolean;
  },
): FunctionEntry => ({
  names: signature.names,
  example: signature.example,
  bind: (args, call) => {
    const { values, types } = prepared(signature, args, call);
    const parameters = types.map(storedAs);
    const name = defineJsFunction(`${signature.names[0]}_${parameters.map((type) => letters[type]).join('')}`, {
      parameters,
      result: signature.result,
      run: signature.run,
      nulls: signature.nulls ?? false,
    });
    const sql = `${name}(${values.map((value) => value.sql).join(', ')})`;
    return computed(signature.result, sql, values, { nullable: signature.result !== 'string' });
  },
});

/** A function whose binding is written out. */
export const boundFunction = (
  names: readonly string[],
  example: string,
  bind: (args: readonly Scalar[], call: Call) => Scalar,
): FunctionEntry => ({ names, example, bind });

/** A function that reads its argument expressions itself. */
export const rawFunction = (
  names: readonly string[],
  example: string,
  bind: (call: Call) => Scalar,
): FunctionEntry => ({
  names,
  example,
  raw: true,
  bind: (_args, call) => bind(call),
});

/** A constant text argument. */
export const constantText = (call: Call, argument: Scalar | undefined, what: string): string => {
  const value = argument === undefined ? undefined : call.constant(argument, what);
  if (typeof value !== 'string') throw semantic(call.query, call.node, `${what} must be a constant string`);
  return value;
};
