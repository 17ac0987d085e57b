/**
 * A part of KQL text. `string` and `comment` are what other code must never look inside; `space` is blanks and line ends;
 * `word` is a run of letters, digits and underscores, which covers names, numbers and timespans such as `14h`.
 */
export interface KqlToken {
  readonly kind: 'string' | 'comment' | 'space' | 'word' | 'symbol';
  readonly text: string;
  /** Offset of the first character, in UTF-16 units. */
  readonly start: number;
}

const quoted = /"(?:[^"\\\r\n]|\\[^\r\n])*"?|'(?:[^'\\\r\n]|\\[^\r\n])*'?/;
const verbatim = /@(?:"(?:[^"]|"")*"?|'(?:[^']|'')*'?)/;
const fenced = /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/;
/** `h` before a literal asks the service to keep it out of its logs. */
const stringLiteral = `(?:[hH]?(?:${verbatim.source}|${quoted.source}|${fenced.source}))`;
const pattern = new RegExp(
  `(?<string>${stringLiteral})|(?<comment>//[^\\r\\n]*)|(?<space>\\s+)|(?<word>[\\p{L}\\p{N}_]+)|(?<symbol>[\\s\\S])`,
  'uy',
);

/**
 * Splits KQL into tokens whose texts, joined, are the input again. It knows the literals and comments of KQL and nothing
 * else of the language. A literal that nothing closes reaches to the end of its line, or of the text where its kind may hold
 * line ends.
 */
export function lexKql(text: string): KqlToken[] {
  const tokens: KqlToken[] = [];
  let start = 0;
  while (start < text.length) {
    pattern.lastIndex = start;
    const groups = pattern.exec(text)?.groups ?? {};
    const [kind, matched] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [
      'symbol',
      text.charAt(start),
    ];
    tokens.push({ kind: kind as KqlToken['kind'], text: matched as string, start });
    start += (matched as string).length;
  }
  return tokens;
}

export const isTrivia = (token: KqlToken): boolean => token.kind === 'space' || token.kind === 'comment';
