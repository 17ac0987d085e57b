/** Stands between the cells of a row in an indexed text; no cell holds it, so that no match reaches over a border. */
export const fieldBorder = '\u001f';

/** The fields of a row or a record as one text to be indexed. */
export const joinFields = (fields: readonly string[]): string =>
  fields.map((field) => field.replaceAll(fieldBorder, ' ')).join(fieldBorder);

/**
 * A text without letter case, of the same length in UTF-16 units, so that a place in it is a place in the text. A letter whose
 * lower case is longer stays as it is. A null character, at which the index would stop reading, becomes U+FFFD.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : Array.from(text, lowerOfSameLength).join('');
  return same.replaceAll('ς', 'σ').replaceAll('\0', '\ufffd');
}

function lowerOfSameLength(letter: string): string {
  const lower = letter.toLowerCase();
  return lower.length === letter.length ? lower : letter;
}

/** A text as it is sought in folded texts. */
export const foldSought = (text: string): string => fold(text.replaceAll(fieldBorder, ' '));

/** More would slow a search down and leave out hardly any candidate. */
const mostTrigrams = 40;

/**
 * What the index is asked for, as an expression of quoted texts: every three characters in a row that a text must hold to hold
 * `folded`. Candidates are then compared with the whole text.
 */
export function candidateExpression(folded: string): string {
  const characters = [...folded];
  const trigrams = characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(''));
  return [...new Set(trigrams)]
    .slice(0, mostTrigrams)
    .map((trigram) => `"${trigram.replaceAll('"', '""')}"`)
    .join(' AND ');
}

/** How many UTF-16 units of text stand before and behind a match in a snippet. */
const around = { before: 40, behind: 120 } as const;

/** The text around the first place of `folded` in a field, and every place in what is shown. */
export function snippetOf(field: string, folded: string) {
  const first = fold(field).indexOf(folded);
  const from = wholeCharacter(field, Math.max(0, first - around.before));
  const to = wholeCharacter(field, Math.min(field.length, first + folded.length + around.behind));
  const head = from > 0 ? '…' : '';
  const shown = field.slice(from, to);
  return {
    text: `${head}${shown}${to < field.length ? '…' : ''}`,
    ranges: placesOf(fold(shown), folded).map((at) => ({
      from: at + head.length,
      to: at + head.length + folded.length,
    })),
  };
}

/** A place that does not part a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const parts = /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
  return parts ? at - 1 : at;
}

function placesOf(text: string, sought: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) places.push(at);
  return places;
}
