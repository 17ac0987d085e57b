import type { Cloud } from './clouds.ts';

/** A token for one request, and when it ends in milliseconds since 1970. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresOn: number;
  /** The user name of whoever it stands for, where that is known: exhibits name it as who asked. */
  readonly account?: string | undefined;
}

/** Who asks for a token, and for what. */
interface TokenAsk {
  readonly cloud: string;
  /** By id or domain; null where the cloud has none. */
  readonly tenant: string | null;
  /** By id or user name; null for the one who is signed in there. */
  readonly account: string | null;
  readonly scope: string;
}

/**
 * What the engine asks of whoever started it. It holds no refresh tokens and no addresses of clouds: those are the person's own, and no
 * case file can give others.
 */
export interface Host {
  /** The cloud of that name, in any letter case; null where this person has none. */
  cloud(name: string): Promise<Cloud | null>;
  /** Throws `signInNeeded` where a person has to sign in first. */
  token(ask: TokenAsk, signal: AbortSignal): Promise<IssuedToken>;
}

/** A question of the engine to its host, as it travels. */
export type HostQuestion =
  | { readonly kind: 'cloud'; readonly name: string }
  | { readonly kind: 'token'; readonly ask: TokenAsk };
