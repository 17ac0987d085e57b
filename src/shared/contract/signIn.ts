import { z } from 'zod';
import { filePath, method } from './primitives.ts';

const cloudName = z.string().min(1).max(64);

/** Somebody who is signed in, in one tenant. Never a token. */
const account = z.strictObject({
  id: z.string(),
  /** Empty where the cloud has no tenants. */
  tenantId: z.string(),
  username: z.string(),
  name: z.string().nullable(),
});
export type SignedInAccount = z.infer<typeof account>;

const cloud = z.strictObject({
  name: cloudName,
  /** Whether it comes with Casebook; others come from the person's cloud files. */
  builtIn: z.boolean(),
  /** The address that people sign in at. */
  authority: z.string(),
  needsTenant: z.boolean(),
  /** The app registration's client id: the cloud file's, or the person's own setting; null where neither is there. */
  clientId: z.string().nullable(),
  /** Whether the person sets the client id. */
  takesClientId: z.boolean(),
  /** The tenant that somebody signed in to last. */
  lastTenant: z.string().nullable(),
});
export type CloudChoice = z.infer<typeof cloud>;

/** Signing in to Azure clouds; answered by the shell, which alone holds refresh tokens. */
export const signIn = {
  'signIn.clouds': method(z.strictObject({}), z.array(cloud)),
  /** Takes in the cloud that a file describes; one of the same name is replaced. */
  'signIn.addCloud': method(z.strictObject({ path: filePath }), z.strictObject({ name: cloudName })),
  /** Forgets a cloud of the person's own and signs everybody out of it. */
  'signIn.removeCloud': method(z.strictObject({ cloud: cloudName }), z.strictObject({})),
  'signIn.setClientId': method(
    z.strictObject({
      cloud: cloudName,
      clientId: z.guid('it is a client id such as 11111111-2222-4333-8444-555555555555'),
    }),
    z.strictObject({}),
  ),
  /** Who is signed in to a cloud, and where that is kept. */
  'signIn.accounts': method(
    z.strictObject({ cloud: cloudName }),
    z.strictObject({
      accounts: z.array(account),
      /** Which of several is asked with in a tenant, as sources name it, where none is named and somebody has chosen. */
      chosen: z.array(z.strictObject({ tenant: z.string().nullable(), account: z.string() })),
      /** `file` is encrypted by the system for this user; `memory` lasts until Casebook ends. `note` says why, or what went wrong. */
      keeping: z.strictObject({ place: z.enum(['file', 'memory']), note: z.string().nullable() }),
    }),
  ),
  /** Signs in; with a code, `signIn.code` tells it. Ends when somebody has signed in, refused or cancelled, or after five minutes in the browser. */
  'signIn.start': method(
    z.strictObject({
      cloud: cloudName,
      tenant: z.string().max(253).nullable(),
      way: z.enum(['browser', 'code']),
      /** The user name to offer first in the browser; whoever signs in may be another. */
      account: z.string().min(1).max(320).optional(),
    }),
    account,
  ),
  /** Asks with this account, until Casebook ends, wherever a source of the tenant leaves open which of several asks. */
  'signIn.choose': method(
    z.strictObject({ cloud: cloudName, tenant: z.string().max(253).nullable(), account: z.string().max(320) }),
    z.strictObject({}),
  ),
  'signIn.signOut': method(z.strictObject({ cloud: cloudName, account: z.string().max(320) }), z.strictObject({})),
};

/** The code that a sign-in waits for. `expiresOn` is in milliseconds since 1970. */
export const signInCode = z.strictObject({
  callId: z.string(),
  userCode: z.string(),
  address: z.string(),
  expiresOn: z.number(),
});
