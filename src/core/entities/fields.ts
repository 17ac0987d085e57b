import { namedInCommandLine } from './commandLine.ts';
import type { Named, Platform } from './entityKinds.ts';
import {
  addressNamed,
  deviceNamed,
  fileNamed,
  groupsNamed,
  handlerNamed,
  hashNamed,
  programNamed,
  socketAddressNamed,
  userNamed,
} from './names.ts';

/** What of its row a field is read with. */
export interface FieldContext {
  readonly platform: Platform;
  /** As the row tells it; empty where it tells none. */
  readonly protocol: string;
  /** Whether the row is a sign-in, whose executable may be a terminal. */
  readonly isSignIn: boolean;
  /** Whether texts in a structure may be JSON of their own, as alerts and recommendations write lists. */
  readonly hasJsonTexts: boolean;
}

type Reader = (text: string, context: FieldContext) => Named[];

const socketAddress: Reader = (text, { protocol }) => socketAddressNamed(text, protocol);
const user: Reader = (text, { platform }) => userNamed(text, platform);
const group: Reader = (text, { platform }) => groupsNamed(text, platform);
const program: Reader = (text, { isSignIn }) => (isSignIn ? handlerNamed(text) : programNamed(text));

/**
 * What the fields of tables, of the playbook's answers and of the JSON in them name. Names are compared without spaces, `_` and
 * letter case, as alerts and agents spell them in several ways. Ports are read by `portsIn`, since what a port means depends on
 * the fields beside it.
 */
const readers: Readonly<Record<string, Reader>> = {
  remoteaddress: socketAddress,
  localaddress: socketAddress,
  remoteaddresses: addressNamed,
  allowedremoteipaddress: addressNamed,
  peers: addressNamed,
  ipaddress: addressNamed,
  source: addressNamed,
  destination: addressNamed,
  sourceaddress: addressNamed,
  destinationaddress: addressNamed,
  fullsourceaddress: addressNamed,
  sourcedeviceaddress: addressNamed,
  destinationdeviceaddress: addressNamed,
  endpoints: addressNamed,
  username: user,
  usernames: user,
  users: user,
  allnames: user,
  executingusers: user,
  accountname: user,
  creatoraccountname: user,
  targetaccountname: user,
  groupname: group,
  groupnames: group,
  groups: group,
  privilegedgroups: group,
  added: group,
  removed: group,
  executable: program,
  executables: program,
  parentexecutable: program,
  loginhandler: handlerNamed,
  handler: handlerNamed,
  handlers: handlerNamed,
  commandline: namedInCommandLine,
  commandlines: namedInCommandLine,
  parentcommandline: namedInCommandLine,
  executioncommandlines: namedInCommandLine,
  path: fileNamed,
  application: fileNamed,
  loginshell: fileNamed,
  hash: hashNamed,
  hashes: hashNamed,
  deviceid: deviceNamed,
  alertdevice: deviceNamed,
  sourcedeviceid: deviceNamed,
};

const plainNames = new Map<string, string>();

/** A field's name without spaces, `_` and letter case. */
export function plainName(name: string): string {
  let plain = plainNames.get(name);
  if (plain === undefined) {
    plain = name.replace(/[ _]/g, '').toLowerCase();
    if (plainNames.size > 5000) plainNames.clear();
    plainNames.set(name, plain);
  }
  return plain;
}

/** What a field's text names; undefined where the field names no entity. */
export const readerOf = (field: string): Reader | undefined => {
  const plain = plainName(field);
  return Object.hasOwn(readers, plain) ? readers[plain] : undefined;
};
