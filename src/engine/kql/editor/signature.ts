import type { KqlTable } from '../types.ts';
import type { SignatureHelp } from './completion.ts';
import { builtIns, describedAt, readText } from './kustoService.ts';
import { isReadable, placeIn } from './place.ts';
import { openBracket, tokensBefore } from './tokens.ts';

/** The ranges of the parameters of `name(first, second, ...)` within it. */
const parametersOf = (label: string): SignatureHelp['parameters'] => {
  const open = label.indexOf('(') + 1;
  const inside = label.slice(open, label.lastIndexOf(')'));
  if (inside.trim() === '') return [];
  let at = open;
  return inside.split(',').map((part) => {
    const from = at + (part.length - part.trimStart().length);
    at += part.length + 1;
    return { from, length: part.trim().length };
  });
};

const activeOf = (label: string, count: number, commas: number): number => {
  if (commas < count) return commas;
  return /\.\.\.\s*\)/.test(label) ? count - 1 : -1;
};

/** The label of a function that the query itself declares, from what the service says of its name. */
const declaredLabel = (
  text: string,
  position: number,
  name: string,
  tables: readonly KqlTable[],
): string | undefined => {
  const said = describedAt(readText(text, tables), position)?.text ?? '';
  const at = said.indexOf(`${name}(`);
  return at < 0 ? undefined : said.slice(at, said.indexOf(')', at) + 1);
};

/** The call that a place stands in, with the parameter at the place; null outside of calls and in a text too long to read. */
export const signature = (
  text: string,
  position: number,
  tables: readonly KqlTable[],
  examples: Readonly<Record<string, string>>,
): SignatureHelp | null => {
  if (!isReadable(text)) return null;
  const place = placeIn(text, position);
  const tokens = tokensBefore(text, place);
  const bracket = openBracket(tokens);
  const name = bracket && tokens[bracket.index]?.text === '(' ? tokens[bracket.index - 1] : undefined;
  if (bracket === undefined || name === undefined || !/^\w+$/.test(name.text)) return null;
  const { functions, aggregates, plugins } = builtIns();
  const known = [...functions, ...aggregates, ...plugins].find((one) => one.name === name.text);
  const label = known?.label ?? declaredLabel(text, name.from, name.text, tables);
  if (label === undefined) return null;
  const parameters = parametersOf(label);
  const example = examples[name.text];
  return {
    from: name.from,
    label,
    parameters,
    active: activeOf(label, parameters.length, bracket.commas),
    ...(example === undefined ? {} : { example }),
  };
};
