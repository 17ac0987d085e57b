/** KQL's string operators without `_cs` ignore case; `==` and `in` do not. */
const fold = (text: string): string => text.toLowerCase();

export const containsText = (text: string, part: string): boolean => fold(text).includes(fold(part));
export const startsWithText = (text: string, part: string): boolean => fold(text).startsWith(fold(part));
export const endsWithText = (text: string, part: string): boolean => fold(text).endsWith(fold(part));
/** `=~` */
export const sameText = (left: string, right: string): boolean => fold(left) === fold(right);
/** `in~` */
export const inTexts = (text: string, list: readonly string[]): boolean => list.some((each) => sameText(text, each));

const alphanumeric = /[\p{L}\p{N}]/u;
const bounded = (outside: string | undefined, inside: string | undefined): boolean =>
  outside === undefined || inside === undefined || !alphanumeric.test(outside) || !alphanumeric.test(inside);

/** `has`: the part stands in the text with no letter or digit of the text joined to it at either end. */
export function hasTerm(text: string, part: string): boolean {
  const [whole, term] = [fold(text), fold(part)];
  for (let at = whole.indexOf(term); at >= 0; at = whole.indexOf(term, at + 1)) {
    const end = at + term.length;
    if (bounded(whole[at - 1], term[0]) && bounded(whole[end], term[term.length - 1])) return true;
  }
  return false;
}

/** coalesce() of strings: the first that is not empty. */
export const firstText = (...texts: readonly string[]): string => texts.find((text) => text !== '') ?? '';

/** Ascending order of the characters' codes. */
export const byCode = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
