/** The longest text, in UTF-16 units, that is read while someone types. */
const longest = 200_000;
/** The most brackets open at once: the parser takes seconds for some thousands. */
const deepest = 250;

const depthOf = (text: string): number => {
  let open = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    open = '([{'.includes(bracket) ? open + 1 : Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  return most;
};

/** Whether a text is short and flat enough to be read while someone types; brackets in texts and comments count too. */
export const isReadable = (text: string): boolean => text.length <= longest && depthOf(text) <= deepest;

/** A position within the text: whole, and neither before its start nor after its end. */
export const placeIn = (text: string, position: number): number =>
  Math.min(Math.max(0, Math.trunc(position) || 0), text.length);
