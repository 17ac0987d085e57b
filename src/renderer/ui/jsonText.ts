/**
 * JSON text laid out over lines, its tokens untouched: parsing and printing it would round 64-bit integers and long
 * decimals. Text that is not a JSON object or array is given back as it is.
 */
export function layOutJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  let out = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  tokens.forEach((token, index) => {
    if (token === '{' || token === '[') {
      const next = tokens[index + 1];
      const empty = next === '}' || next === ']';
      if (!empty) depth += 1;
      out += empty ? token : token + line();
    } else if (token === '}' || token === ']') {
      const previous = tokens[index - 1];
      const empty = previous === '{' || previous === '[';
      if (!empty) depth -= 1;
      out += empty ? token : line() + token;
    } else if (token === ',') {
      out += token + line();
    } else {
      out += token === ':' ? ': ' : token;
    }
  });
  return out;
}
