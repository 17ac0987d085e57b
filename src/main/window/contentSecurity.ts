/**
 * The policy of every response to the page. Each hole has its reason: `script-src` our own files; `style-src` the style
 * elements that the component library and the grid make, by nonce; `img-src data:` the grid's icons.
 * The page needs no network: all data comes over the bridge.
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
