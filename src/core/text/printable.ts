/** Controls, line ends and invisible or direction-changing characters: what could move a cursor or reorder the text around it. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text from data on one line, with every unsafe character shown as an escape such as `\u001b`. */
export const printable = (text: string): string =>
  text.replace(unsafe, (found) => {
    const code = (found.codePointAt(0) ?? 0).toString(16);
    return named[found] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
  });
