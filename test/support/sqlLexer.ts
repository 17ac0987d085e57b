/** A piece of DuckDB SQL. */
export interface SqlToken {
  readonly kind: 'text' | 'identifier' | 'word' | 'number' | 'comment' | 'symbol';
  readonly text: string;
}

const rules: readonly (readonly [SqlToken['kind'] | 'space' | 'unsafe', RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /--[^\n\r]*|\/\*(?:[^*]|\*(?!\/))*\*\//y],
  // Texts in which a backslash or a dollar means something: the engine writes none.
  ['unsafe', /(?:[eExXbBnN]|[uU]&)'|\$[A-Za-z_\u0080-\uffff]*\$|"(?:[^"\0]|"")*$|'(?:[^'\0]|'')*$|\0/y],
  ['text', /'(?:[^'\0]|'')*'/y],
  ['identifier', /"(?:[^"\0]|"")+"/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['number', /\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+/y],
  ['symbol', /[^\s'"\0]/y],
];

/** The tokens of SQL, where a text ends at the first quote that is not doubled. Throws for a text of another form, or without an end. */
export const lexSql = (sql: string): SqlToken[] => {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < sql.length; ) {
    const found = rules.flatMap(([kind, rule]) => {
      rule.lastIndex = at;
      const text = rule.exec(sql)?.[0];
      return text === undefined ? [] : [{ kind, text }];
    })[0];
    if (found === undefined || found.kind === 'unsafe')
      throw new Error(`unsafe SQL at ${at}: ${sql.slice(at, at + 40)}`);
    if (found.kind !== 'space') tokens.push({ kind: found.kind, text: found.text });
    at += found.text.length;
  }
  return tokens;
};

/**
 * What stays of SQL when texts are taken out: its tokens with `text` for each text, and for a text whose null characters are written
 * by chr(0) between its parts; texts put together by || are one.
 */
export const shapeOfSql = (sql: string): string =>
  lexSql(sql)
    .map(({ kind, text }) => (kind === 'text' ? '‹text›' : text))
    .join(' ')
    .replace(/\( ‹text›(?: \| \| chr \( 0 \) \| \| ‹text›)+ \)/g, '‹text›')
    .replace(/‹text›(?: \| \| ‹text›)+/g, '‹text›');

/** Whether a marker stands in texts and nowhere else. */
export const isOnlyInTexts = (sql: string, marker: string): boolean =>
  lexSql(sql).every(({ kind, text }) => kind === 'text' || !text.includes(marker));
