import type { IssuedToken } from './host.ts';

/**
 * Gives a token for a scope, such as `https://management.azure.com/.default`, from memory or by a silent refresh; `expiresOn` is in
 * milliseconds since 1970. Throws `signInNeeded` where a person has to sign in. A token is for one request: it is kept nowhere else.
 */
export type AccessToken = (scope: string, signal: AbortSignal) => Promise<IssuedToken>;
