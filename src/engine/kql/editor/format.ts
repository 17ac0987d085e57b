import { isFaulty, laidOut, readText, tokensOf } from './kustoService.ts';
import { isReadable } from './place.ts';

/** The tokens and comments of a text, without the space between them. */
const content = (text: string): string =>
  JSON.stringify(tokensOf(text).map((token) => [token.trivia.replaceAll(/\s+/g, ''), token.text]));

/**
 * The query laid out with one operator a line. A text with errors of syntax, one that is too long, and one whose tokens or comments
 * the layout would change come back as they are.
 */
export const format = (text: string): string => {
  if (!isReadable(text)) return text;
  const read = readText(text, []);
  const formatted = isFaulty(read) ? undefined : laidOut(read);
  return formatted !== undefined && content(formatted) === content(text) ? formatted : text;
};
