import { accept, type Checked, refuse } from '../kqlText/checked.ts';
import { isTrivia, type KqlToken, lexKql } from '../kqlText/lexer.ts';

/** A query whose rows can be fetched slice by slice of the time of its one table: the texts of what has to be asked. */
export interface RawRowQuery {
  /** One row: how many rows the whole query gives. */
  readonly count: string;
  /** One row: the table's rows that pass the query's first filters, their oldest and newest time, and those without a time. */
  readonly extent: string;
  /** Whether the query wants the newest rows first. */
  readonly newestFirst: boolean;
  /** Rows that pass the first filters by steps of time, which begin at `origin`; `span` and `origin` are KQL literals. */
  histogram(span: string, origin: string): string;
  /** The rows with from ≤ TimeGenerated < to; null for those without a time. */
  slice(part: { readonly from: string; readonly to: string } | null): string;
}

/** Operators that turn each row into rows of its own, whatever the others are. */
const rowByRow = new Set(['where', 'filter', 'extend', 'project', 'parse', 'mv']);
/** What gives something else in each slice, or looks at more than one row. */
const unstable = new Set(
  'now ago rand new_guid toscalar materialize prev next row_number row_cumsum row_rank_dense row_rank_min row_window_session'.split(
    ' ',
  ),
);
/** Calls that write a literal, which a `let` may hold. */
const literalCalls = new Set([
  'datetime',
  'time',
  'timespan',
  'dynamic',
  'bool',
  'int',
  'long',
  'real',
  'double',
  'decimal',
  'guid',
]);

/** Reads a query that gives raw rows of one table. Refuses every other in words: what groups, joins or picks rows has no slices. */
export function rawRowQuery(kql: string): Checked<RawRowQuery> {
  const code = lexKql(kql).filter((token) => !isTrivia(token));
  const word = code.find(({ kind, text }) => kind === 'word' && unstable.has(text));
  if (word) return refuse(`${word.text} gives something else each time it is asked`);
  const statements = splitAt(code, ';').filter((tokens) => tokens.length > 0);
  const lets = statements.slice(0, -1);
  const odd = lets.find((tokens) => !isLiteralLet(tokens));
  if (odd) return refuse(`${quoted(kql, odd)} is not a name for one value`);
  const [source = [], ...stages] = splitAt(statements.at(-1) ?? [], '|');
  const table = source.length === 1 && source[0]?.kind === 'word' ? source[0].text : undefined;
  if (table === undefined || lets.some((tokens) => tokens[1]?.text === table))
    return refuse('it does not begin with the name of one table');
  const order = stages.findIndex(([first]) => first?.text === 'order' || first?.text === 'sort');
  const rows = order === -1 ? stages : stages.slice(0, order);
  const strange = rows.find((stage) => !isRowByRow(stage));
  if (strange) return refuse(`${quoted(kql, strange)} does not work on each row by itself`);
  const direction = order === -1 ? 'asc' : orderOf(stages.slice(order));
  if (direction === undefined)
    return refuse('it orders its rows by something else than TimeGenerated alone, or goes on after that');
  if (setsTime(code)) return refuse('it gives TimeGenerated another meaning');

  const texts = (part: readonly (readonly KqlToken[])[]) => part.map((stage) => `\n| ${textOf(kql, stage)}`).join('');
  const begin = `${lets.map((tokens) => `${textOf(kql, tokens)};\n`).join('')}${table}`;
  const firstOther = rows.findIndex(([first]) => first?.text !== 'where' && first?.text !== 'filter');
  const filtered = `${begin}${texts(firstOther === -1 ? rows : rows.slice(0, firstOther))}`;
  return accept({
    newestFirst: direction === 'desc',
    count: `${begin}${texts(rows)}\n| summarize Rows=count()`,
    extent: `${filtered}\n| summarize Rows=count(), Oldest=min(TimeGenerated), Newest=max(TimeGenerated), Timeless=countif(isnull(TimeGenerated))`,
    histogram: (span, origin) =>
      `${filtered}\n| where isnotnull(TimeGenerated)\n| summarize Rows=count() by Step=tolong((TimeGenerated - ${origin}) / ${span})`,
    slice: (part) => {
      const condition = part
        ? `TimeGenerated >= datetime(${part.from}) and TimeGenerated < datetime(${part.to})`
        : 'isnull(TimeGenerated)';
      return `${begin}\n| where ${condition}${texts(stages)}`;
    },
  });
}

const isRowByRow = ([first, second, third]: readonly KqlToken[]): boolean =>
  first !== undefined &&
  rowByRow.has(first.text) &&
  (first.text !== 'mv' || (second?.text === '-' && third?.text === 'expand'));

/** `let name = literal`, the literal a text, a number or a call such as `datetime(…)`. */
function isLiteralLet([word, name, equals, ...value]: readonly KqlToken[]): boolean {
  if (word?.text !== 'let' || name?.kind !== 'word' || equals?.text !== '=') return false;
  const [first, ...rest] = value[0]?.text === '-' ? value.slice(1) : value;
  if (first === undefined) return false;
  if (rest[0]?.text === '(') return literalCalls.has(first.text) && rest.at(-1)?.text === ')';
  return rest.every(({ text }) => text === '.' || /^\d/.test(text));
}

/** The direction of `order by TimeGenerated`, which is `desc` where none is given; undefined for any other end of a query. */
function orderOf([stage = [], ...after]: readonly (readonly KqlToken[])[]): 'asc' | 'desc' | undefined {
  const [, by, column, direction, ...more] = stage.map(({ text }) => text);
  if (after.length > 0 || by !== 'by' || column !== 'TimeGenerated' || more.length > 0) return undefined;
  if (direction === undefined || direction === 'desc') return 'desc';
  return direction === 'asc' ? 'asc' : undefined;
}

const setsTime = (code: readonly KqlToken[]): boolean =>
  code.some(
    ({ text }, place) =>
      text === 'TimeGenerated' && code[place + 1]?.text === '=' && !['=', '~'].includes(code[place + 2]?.text ?? ''),
  );

/** The parts between separators that stand in no bracket. */
function splitAt(tokens: readonly KqlToken[], separator: string): KqlToken[][] {
  const parts: KqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'symbol' && '([{'.includes(token.text)) depth += 1;
    if (token.kind === 'symbol' && ')]}'.includes(token.text)) depth -= 1;
    if (depth === 0 && token.kind === 'symbol' && token.text === separator) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** A part as it stands in the query, with its blanks; comments inside it are left out with their line. */
function textOf(kql: string, tokens: readonly KqlToken[]): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return '';
  return lexKql(kql.slice(first.start, last.start + last.text.length))
    .map((token) => (token.kind === 'comment' ? '' : token.text))
    .join('');
}

const longestQuoted = 60;

/** A part of a query for people: in one line, and its beginning alone where it is long. */
function quoted(kql: string, tokens: readonly KqlToken[]): string {
  const line = textOf(kql, tokens).replaceAll(/\s+/g, ' ');
  return `“${line.length > longestQuoted ? `${line.slice(0, longestQuoted)}…` : line}”`;
}
