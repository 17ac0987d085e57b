import type { KqlTable } from '../types.ts';
import type { ValuePlace } from './completion.ts';
import { type EditorText, tableColumnOf } from './kustoService.ts';
import { openBracket, type Token, tokensBefore } from './tokens.ts';

const comparisons = /^(==|!=|<>|=~|!~|!?(has|contains|startswith|endswith|hasprefix|hassuffix)(_cs)?)$/;
const listComparisons = /^(!?in~?|has_any|has_all)$/;
const isText = (token: Token | undefined): boolean => token !== undefined && /^[hH]?["']/.test(token.text);

/** The name that the text at the end of the tokens is compared with. */
const comparedName = (before: readonly Token[]): Token | undefined => {
  const operator = before.at(-1);
  if (operator !== undefined && comparisons.test(operator.text)) return before.at(-2);
  const bracket = openBracket(before);
  if (bracket === undefined || before[bracket.index]?.text !== '(') return undefined;
  const isPlace = operator?.text === '(' || operator?.text === ',';
  return isPlace && listComparisons.test(before[bracket.index - 1]?.text ?? '') ? before[bracket.index - 2] : undefined;
};

/** Where a value of a stored table's string column may stand at a place of a text; undefined elsewhere. */
export const valuePlaceIn = (
  read: EditorText,
  position: number,
  tables: readonly KqlTable[],
): ValuePlace | undefined => {
  const tokens = tokensBefore(read.text, position);
  const last = tokens.at(-1);
  const written =
    last !== undefined && isText(last) && last.to >= position && !isBehind(last, position) ? last : undefined;
  const before = written === undefined ? tokens : tokens.slice(0, -1);
  if (written === undefined && last !== undefined && last.to === position && /\w$/.test(last.text)) return undefined;
  const name = comparedName(before);
  const found = name === undefined ? undefined : tableColumnOf(read, name.from);
  const column = tables.find((table) => table.name === found?.table)?.columns.find((one) => one.name === found?.column);
  if (found === undefined || column?.type !== 'string') return undefined;
  const from = written?.from ?? position;
  return { ...found, from, length: (written?.to ?? position) - from };
};

/** Whether a place stands behind a text that is closed. */
const isBehind = (token: Token, position: number): boolean => {
  const text = token.text.replace(/^[hH]/, '');
  return position === token.to && text.length > 1 && text.endsWith(text[0] ?? '');
};
