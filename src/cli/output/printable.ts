/** Controls, line ends and invisible or direction-changing characters: what could move the cursor or reorder a terminal's line. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text from data on one line of a terminal, with every unsafe character shown as an escape such as `\u001b`. */
export const printable = (text: string): string =>
  text.replace(unsafe, (found) => {
    const code = (found.codePointAt(0) ?? 0).toString(16);
    return named[found] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
  });

/** JSON that is the same value and shows no unsafe character either. */
export const printableJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (found) =>
    found
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
