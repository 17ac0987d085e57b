import { isTrivia, type KqlToken, lexKql } from './lexer.ts';

/** Kusto's aggregates that gather values: which argument is the most that they keep, and how many without it. */
const gatherers: Readonly<
  Record<string, { readonly sizeArgument: number; readonly otherwise: number; readonly prefix: string }>
> = {
  makeset: { sizeArgument: 1, otherwise: 128, prefix: 'set_' },
  makelist: { sizeArgument: 1, otherwise: 128, prefix: 'list_' },
  make_set: { sizeArgument: 1, otherwise: 1_048_576, prefix: 'set_' },
  make_list: { sizeArgument: 1, otherwise: 1_048_576, prefix: 'list_' },
  make_set_if: { sizeArgument: 2, otherwise: 1_048_576, prefix: 'set_' },
  make_list_if: { sizeArgument: 2, otherwise: 1_048_576, prefix: 'list_' },
};

export interface SetLimit {
  /** The function, as the query names it. */
  readonly aggregate: string;
  /** The most values that it keeps; it drops further ones without a word. */
  readonly size: number;
}

/** The columns that a query fills with `make_set` and its kin, by name, each with the most values that it can hold. */
export function setLimits(kql: string): ReadonlyMap<string, SetLimit> {
  const code = lexKql(kql).filter((token) => !isTrivia(token));
  const limits = new Map<string, SetLimit>();
  code.forEach((token, place) => {
    const gatherer = Object.hasOwn(gatherers, token.text) ? gatherers[token.text] : undefined;
    if (!gatherer || token.kind !== 'word' || code[place + 1]?.text !== '(') return;
    const given = argumentsFrom(code, place + 2);
    const size = sizeOf(given[gatherer.sizeArgument], gatherer.otherwise);
    const alias = code[place - 1]?.text === '=' ? code[place - 2]?.text : undefined;
    const value = given[0]?.length === 1 ? given[0][0]?.text : undefined;
    const column = alias ?? (value && gatherer.prefix + value);
    if (column && size !== undefined) limits.set(column, { aggregate: token.text, size });
  });
  return limits;
}

/** The tokens of each argument of a call, from the first after its parenthesis. */
function argumentsFrom(code: readonly KqlToken[], start: number): KqlToken[][] {
  const given: KqlToken[][] = [[]];
  let depth = 0;
  for (const token of code.slice(start)) {
    if (token.kind === 'symbol' && '([{'.includes(token.text)) depth += 1;
    if (token.kind === 'symbol' && ')]}'.includes(token.text)) depth -= 1;
    if (depth < 0) break;
    if (depth === 0 && token.text === ',') given.push([]);
    else given.at(-1)?.push(token);
  }
  return given;
}

/** The number that an argument is; undefined where it is an expression that the query computes. */
function sizeOf(argument: readonly KqlToken[] | undefined, otherwise: number): number | undefined {
  if (!argument) return otherwise;
  const text = argument.length === 1 ? (argument[0]?.text ?? '') : '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
