type Piece = { readonly kind: 'run' } | { readonly kind: 'one' } | { readonly kind: 'text'; readonly text: string };

/** The glob that matches this text alone. */
export const literalGlob = (text: string): string => text.replace(/[\\*?]/g, '\\$&');

/**
 * A test of whole texts, in their own letter case: `*` stands for any characters, also none and `/`; `?` for one; `\` takes the
 * next character as it is. Its work grows with the product of both lengths at most.
 */
export function compileGlob(glob: string): (text: string) => boolean {
  const pieces = piecesOf(glob);
  return (text) => matches(pieces, [...text]);
}

function piecesOf(glob: string): Piece[] {
  const pieces: Piece[] = [];
  const characters = [...glob];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character === '*') pieces.push({ kind: 'run' });
    else if (character === '?') pieces.push({ kind: 'one' });
    else if (character === '\\' && at + 1 < characters.length) {
      at += 1;
      pieces.push({ kind: 'text', text: characters[at] ?? '' });
    } else pieces.push({ kind: 'text', text: character });
  }
  return pieces;
}

function matches(pieces: readonly Piece[], text: readonly string[]): boolean {
  let [piece, at, lastRun, runEnd] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pieces[piece];
    if (wanted?.kind === 'run') {
      lastRun = piece;
      runEnd = at;
      piece += 1;
    } else if (wanted && (wanted.kind === 'one' || (wanted.kind === 'text' && wanted.text === text[at]))) {
      piece += 1;
      at += 1;
    } else if (lastRun >= 0) {
      // The last * takes one character more.
      runEnd += 1;
      at = runEnd;
      piece = lastRun + 1;
    } else return false;
  }
  return pieces.slice(piece).every(({ kind }) => kind === 'run');
}
