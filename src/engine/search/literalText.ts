/** Stands between the cells of a row in an indexed text; no cell holds it, so that no match reaches over a border. */
export const fieldBorder = '\u001f';

/** Stands between the rows of a block. */
export const rowBorder = '\u001e';

const withoutBorders = (text: string): string => text.replaceAll(fieldBorder, ' ').replaceAll(rowBorder, ' ');

/** The fields of a row or a record as one text to be indexed. */
export const joinFields = (fields: readonly string[]): string => fields.map(withoutBorders).join(fieldBorder);

/**
 * A text without letter case, of the same length in UTF-16 units, so that a place in it is a place in the text. A letter whose
 * lower case is longer stays as it is. A null character, at which SQLite would stop comparing, becomes U+FFFD.
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
export const foldSought = (text: string): string => fold(withoutBorders(text));

/** The folded text where SQLite's LIKE, which sets the case of A to Z aside, needs it; null where it does not. */
export function foldedBeside(text: string): string | null {
  const folded = fold(text);
  const asLikeReads = text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return folded === asLikeReads ? null : folded;
}

/** What LIKE … ESCAPE '!' is asked for to find a text anywhere. */
export const likePattern = (folded: string): string => `%${folded.replaceAll(/[!%_]/g, '!$&')}%`;

/** The rows of a block that hold `folded`: which, from 0, and their texts. */
export function* rowsHolding(block: string, folded: string): Generator<{ at: number; text: string }> {
  const searched = fold(block);
  let at = 0;
  let from = 0;
  for (let place = searched.indexOf(folded); place >= 0; place = searched.indexOf(folded, from)) {
    let to = endOfRow(searched, from);
    while (to < place) {
      at += 1;
      from = to + 1;
      to = endOfRow(searched, from);
    }
    yield { at, text: block.slice(from, to) };
    if (to === searched.length) return;
    at += 1;
    from = to + 1;
  }
}

function endOfRow(block: string, from: number): number {
  const border = block.indexOf(rowBorder, from);
  return border < 0 ? block.length : border;
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
