/**
 * The URL as it may be handed to the operating system, or null: https only, no sign-in data, nothing that a parser had to
 * repair. Other schemes start programs on the examiner's machine.
 */
export function externalUrl(text: string): string | null {
  if (text.length > 2048 || !text.startsWith('https://') || !/^[\x21-\x7e]+$/.test(text) || text.includes('\\'))
    return null;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== ''
    ? url.href
    : null;
}

/** The one door from the product to the system's browser; anything that `externalUrl` refuses stays closed. */
export const externalDoor = (open: (url: string) => Promise<void>) => (text: string) => {
  const url = externalUrl(text);
  return url === null ? Promise.resolve() : open(url);
};
