/** What entities are, in the order in which they are shown. */
export const entityKinds = ['address', 'user', 'group', 'port', 'process', 'file', 'hash', 'device'] as const;
export type EntityKind = (typeof entityKinds)[number];

/** A thing that a text names. */
export interface Named {
  readonly kind: EntityKind;
  /** One spelling for all ways to write it: an address in its canonical form, a port as `22/tcp`, a hash in lower case. */
  readonly value: string;
  /** Whether spellings that differ in letter case alone are certainly the same thing, as on Windows. */
  readonly ignoresCase: boolean;
}

/** The system that a row speaks of, where it is certain. */
export type Platform = 'windows' | 'linux' | undefined;
