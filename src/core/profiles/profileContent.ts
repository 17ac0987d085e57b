/**
 * The expected state of a device, version 1. A list that is absent is not covered by the profile: rows are not judged by it. An
 * empty list covers its kind and expects nothing of it.
 */
export interface ProfileContent {
  readonly version: 1;
  readonly users?: readonly ExpectedUser[] | undefined;
  readonly listeners?: readonly ExpectedListener[] | undefined;
  /** Where the device connects to. */
  readonly destinations?: readonly ExpectedDestination[] | undefined;
  /** From where it is connected to or signed in to: addresses and CIDR blocks. */
  readonly origins?: readonly string[] | undefined;
  /** Globs of full paths. */
  readonly executables?: readonly string[] | undefined;
  /** Globs of whole command lines. */
  readonly commandLines?: readonly string[] | undefined;
  /** Rules as `firewallRuleText` writes them. */
  readonly firewallRules?: readonly string[] | undefined;
}

interface ExpectedUser {
  readonly name: string;
  /** The groups that the user may be in; being in fewer is expected too. */
  readonly groups: readonly string[];
}

interface ExpectedListener {
  /** Lower case, as the agents report it: `tcp`, `udp6`. */
  readonly protocol: string;
  readonly port: string;
  /** `loopback`, `one address` or `all interfaces`. */
  readonly exposure: string;
}

interface ExpectedDestination {
  /** An address or a CIDR block. */
  readonly address: string;
  /** Any port where it is absent. */
  readonly port?: string | undefined;
}

/**
 * What a profile says of a row, or of one thing in it:
 * - `new`: the profile covers things of this kind and does not name this one;
 * - `unexpected`: it names the thing, but not as it was found: another group, exposure or port;
 * - `expected`: it names everything in the row that it covers;
 * - `notCovered`: it says nothing of the row.
 */
export type ProfileMark = 'expected' | 'unexpected' | 'new' | 'notCovered';
