import { accept, type Checked, refuse } from './checked.ts';
import { isTrivia, type KqlToken, lexKql } from './lexer.ts';
import { datetimeLiteral, stringLiteral, timespanLiteral } from './literals.ts';

type ParameterType = 'string' | 'datetime' | 'timespan';

/** A value for the `let` statement of the same name at the head of a query. */
export interface BoundParameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly value: string;
}

/** Where the value of a header's `let` statement stands in the text: offsets of its first character and of its end. */
interface Slot {
  readonly from: number;
  readonly to: number;
}

const literal = ({ type, value }: BoundParameter): Checked<string> => {
  if (type === 'datetime') return datetimeLiteral(value);
  if (type === 'timespan') return timespanLiteral(value);
  return accept(stringLiteral(value));
};

const depthChange = (token: KqlToken): number => {
  if (token.kind !== 'symbol') return 0;
  if ('([{'.includes(token.text)) return 1;
  return ')]}'.includes(token.text) ? -1 : 0;
};

/** The `let` statements before the query's first other statement. */
function* headerStatements(tokens: readonly KqlToken[]): Generator<KqlToken[]> {
  let statement: KqlToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    depth += depthChange(token);
    if (depth === 0 && token.text === ';') {
      if (statement.find((part) => !isTrivia(part))?.text !== 'let') return;
      yield statement;
      statement = [];
    } else {
      statement.push(token);
    }
  }
}

/** `let NAME = VALUE`: its name and where the value stands; nothing where the statement has another form. */
function readLet(statement: readonly KqlToken[]): { name: string; slot: Slot; hasComment: boolean } | undefined {
  const code = statement.filter((token) => !isTrivia(token));
  const [, name, equals, first] = code;
  const last = code.at(-1);
  if (!name || equals?.text !== '=' || !first || !last) return undefined;
  const slot = { from: first.start, to: last.start + last.text.length };
  const hasComment = statement.some(
    (token) => token.kind === 'comment' && token.start > slot.from && token.start < slot.to,
  );
  return { name: name.text, slot, hasComment };
}

/**
 * Puts each parameter's value, as a KQL literal, in place of the value of the query's header statement `let NAME = …;`.
 * Every other character stays as it is. Refuses a value that does not fit its type, and a parameter that has no such header
 * statement, or two.
 */
export function bindParameters(kql: string, parameters: readonly BoundParameter[]): Checked<string> {
  const lets = [...headerStatements(lexKql(kql))].map(readLet).filter((found) => found !== undefined);
  const edits: { slot: Slot; text: string }[] = [];
  for (const parameter of parameters) {
    const [found, second] = lets.filter(({ name }) => name === parameter.name);
    if (!found) return refuse(`the query does not begin with a statement "let ${parameter.name} = …;"`);
    if (second) return refuse(`the query has two statements "let ${parameter.name} = …;"`);
    if (found.hasComment) return refuse(`the value of "let ${parameter.name}" has a comment inside`);
    const text = literal(parameter);
    if (!text.ok) return refuse(`${parameter.name}: ${text.reason}`);
    edits.push({ slot: found.slot, text: text.value });
  }
  let bound = kql;
  for (const { slot, text } of edits.sort((a, b) => b.slot.from - a.slot.from)) {
    bound = bound.slice(0, slot.from) + text + bound.slice(slot.to);
  }
  return accept(bound);
}
