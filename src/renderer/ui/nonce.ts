/**
 * The nonce of this page load, for the libraries that add style elements of their own. It is read from the property:
 * browsers hide the attribute.
 */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
