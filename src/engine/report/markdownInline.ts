/** A run of text inside a block of a note. `link` shows its target, because a printed page cannot be clicked. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis'; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly content: readonly Inline[]; readonly target: string };

type Piece = { readonly inline: Inline; readonly height: number } | Delimiter;
interface Delimiter {
  readonly mark: '*' | '_';
  count: number;
  readonly size: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

const leaf = (inline: Inline): Piece => ({ inline, height: 0 });
const isDelimiter = (piece: Piece): piece is Delimiter => 'mark' in piece;
const punctuation = /[\p{P}\p{S}]/u;
const deepest = 8;
/** Beyond this the text is not worth the search for pairs, and is shown as it is. */
const mostDelimiters = 2000;

/** Inline content by CommonMark's rules for code spans, escapes, links, autolinks, hard breaks and emphasis. */
export function parseInline(text: string, depth = 0): Inline[] {
  const pieces: Piece[] = [];
  let plain = '';
  const flush = () => {
    if (plain) pieces.push(leaf({ kind: 'text', text: plain }));
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const token = depth >= deepest ? undefined : tokenAt(text, at, depth);
    if (!token) {
      plain += text.charAt(at);
      at++;
    } else {
      if (token.piece === 'break') plain = plain.replace(/ +$/, '');
      if (typeof token.piece === 'string' && token.piece !== 'break') {
        plain += token.piece;
      } else {
        flush();
        pieces.push(token.piece === 'break' ? leaf({ kind: 'break' }) : token.piece);
      }
      at = token.end;
    }
  }
  flush();
  return pair(pieces);
}

/** What begins at `at`, where it ends; a string is plain text. */
function tokenAt(
  text: string,
  at: number,
  depth: number,
): { piece: Piece | 'break' | string; end: number } | undefined {
  const character = text.charAt(at);
  if (character === '\\') {
    const next = text.charAt(at + 1);
    if (next === '\n') return { piece: 'break', end: at + 2 };
    return /[!-/:-@[-`{-~]/.test(next) ? { piece: next, end: at + 2 } : undefined;
  }
  if (character === '\n') {
    return / {2}$/.test(text.slice(Math.max(0, at - 2), at))
      ? { piece: 'break', end: at + 1 }
      : { piece: ' ', end: at + 1 };
  }
  if (character === '`') return codeSpan(text, at);
  if (character === '[') return link(text, at, depth);
  if (character === '<') {
    const target = /^<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/i.exec(text.slice(at, at + 2100))?.[1];
    if (target === undefined) return undefined;
    return { piece: leaf({ kind: 'code', text: target }), end: at + target.length + 2 };
  }
  return character === '*' || character === '_' ? delimiterRun(text, at, character) : undefined;
}

function codeSpan(text: string, at: number) {
  const ticks = /^`+/.exec(text.slice(at))?.[0] ?? '`';
  for (let end = text.indexOf(ticks, at + ticks.length); end !== -1; end = text.indexOf(ticks, end)) {
    const run = /^`+/.exec(text.slice(end))?.[0].length ?? 1;
    if (run === ticks.length) {
      const inner = text.slice(at + ticks.length, end).replace(/\n/g, ' ');
      const code = /^ .*[^ ].* $|^ [^ ] $/.test(inner) ? inner.slice(1, -1) : inner;
      return { piece: leaf({ kind: 'code', text: code }), end: end + run };
    }
    end += run;
  }
  return { piece: ticks, end: at + ticks.length };
}

function link(text: string, at: number, depth: number) {
  const found = /^\[((?:[^[\]\\]|\\.){0,1000})\]\(<?([^\s<>()]{0,2000})>?(?:\s+"[^"]{0,500}")?\)/.exec(
    text.slice(at, at + 4000),
  );
  if (!found) return undefined;
  const [whole, label = '', target = ''] = found;
  return {
    piece: leaf({ kind: 'link', content: parseInline(label, depth + 1), target }),
    end: at + whole.length,
  };
}

function delimiterRun(text: string, at: number, mark: '*' | '_') {
  let end = at;
  while (text.charAt(end) === mark) end++;
  const before = at === 0 ? ' ' : text.charAt(at - 1);
  const after = end === text.length ? ' ' : text.charAt(end);
  const left = !/\s/.test(after) && (!punctuation.test(after) || /\s/.test(before) || punctuation.test(before));
  const right = !/\s/.test(before) && (!punctuation.test(before) || /\s/.test(after) || punctuation.test(after));
  const opens = mark === '*' ? left : left && (!right || punctuation.test(before));
  const closes = mark === '*' ? right : right && (!left || punctuation.test(after));
  return { piece: { mark, count: end - at, size: end - at, opens, closes }, end };
}

/** Pairs delimiter runs from the inside out (CommonMark 0.31, "process emphasis"). */
function pair(pieces: Piece[]): Inline[] {
  const usable = pieces.filter(isDelimiter).length <= mostDelimiters;
  for (let close = 0; usable && close < pieces.length; close++) {
    const closer = pieces[close];
    if (!closer || !isDelimiter(closer) || !closer.closes) continue;
    const open = openerFor(pieces, close, closer);
    const opener = pieces[open];
    if (open === -1 || !opener || !isDelimiter(opener)) continue;
    const used = opener.count >= 2 && closer.count >= 2 ? 2 : 1;
    const inside = pieces.slice(open + 1, close);
    const height = 1 + Math.max(0, ...inside.map((piece) => (isDelimiter(piece) ? 0 : piece.height)));
    if (height > deepest) continue;
    const content = inside.map(asInline);
    opener.count -= used;
    closer.count -= used;
    const emphasis: Piece = { inline: { kind: used === 2 ? 'strong' : 'emphasis', content }, height };
    const rest = [...(opener.count > 0 ? [opener] : []), emphasis, ...(closer.count > 0 ? [closer] : [])];
    pieces.splice(open, close - open + 1, ...rest);
    close = pieces.indexOf(closer, open) === -1 ? open + rest.length - 1 : pieces.indexOf(closer, open) - 1;
  }
  return pieces.map(asInline);
}

function openerFor(pieces: readonly Piece[], close: number, closer: Delimiter): number {
  for (let open = close - 1; open >= 0; open--) {
    const candidate = pieces[open];
    if (!candidate || !isDelimiter(candidate) || candidate.mark !== closer.mark || !candidate.opens) continue;
    const oddMatch =
      (closer.opens || candidate.closes) &&
      (candidate.size + closer.size) % 3 === 0 &&
      (candidate.size % 3 !== 0 || closer.size % 3 !== 0);
    if (!oddMatch) return open;
  }
  return -1;
}

const asInline = (piece: Piece): Inline =>
  isDelimiter(piece) ? { kind: 'text', text: piece.mark.repeat(piece.count) } : piece.inline;
