import { z } from 'zod';
import { kqlTypes } from '../../core/kqlText/kqlTypes.ts';

/** A UTC instant as text with up to seven fraction digits: `2019-04-18T12:04:31.1234567Z`. */
export const utcInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/, 'expected a UTC time such as 2019-04-18T12:00:00Z');

/** A time range, half open: from ≤ t < to, on TimeGenerated. */
export const timeRange = z
  .strictObject({ from: utcInstant, to: utcInstant })
  .refine((range) => range.from < range.to, 'the window ends before it begins');
export type TimeRange = z.infer<typeof timeRange>;

export const filePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'a path cannot hold a null character');
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const kqlText = z.string().min(1).max(1_000_000);
export const caseId = z.uuid().brand<'CaseId'>();
export type CaseId = z.infer<typeof caseId>;

export const column = z.strictObject({ name: z.string(), type: z.enum(kqlTypes) });
export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A row of an exhibit, both counted from 1. */
export const rowRef = z.strictObject({ exhibit: z.number().int().positive(), row: z.number().int().positive() });
/** A row that something rests on; `rowSha256` is the hash of the row's canonical JSON, so that it survives re-runs. */
export const citedRow = rowRef.extend({ rowSha256: sha256 });
export type CitedRow = z.infer<typeof citedRow>;

/** Who acts; the case's examiner where it is left out. */
export const actor = z.string().max(200).optional();

/** The values that a playbook or an examiner binds to a query's parameters, as text, by name. */
export const parameterValues = z.record(z.string().max(64), z.string().max(4096));

/** As whom a service of Azure is asked, and where. */
export const remoteIdentity = z.strictObject({
  cloud: z.string().min(1).max(64),
  /** A tenant's id or domain; null for the account's own. */
  tenant: z.string().min(1).max(253).nullable(),
  /** Who asks; null for the one who is signed in. */
  account: z.string().min(1).max(320).nullable(),
});

export type RemoteIdentity = z.infer<typeof remoteIdentity>;

/** How long a workspace's service may take for a query; it grants at most ten minutes. */
export const waitSeconds = z.number().int().min(1).max(600);

/**
 * One or several Log Analytics workspaces, asked together. The cloud is named only: its addresses are the person's own to give, so
 * that a case from elsewhere cannot have a token sent to an address of its choice.
 */
const workspaceRef = remoteIdentity.extend({
  kind: z.literal('workspace'),
  /** Workspace ids. The service takes at most 100. */
  workspaces: z.array(z.guid()).min(1).max(100),
  /** What people call the first of them; null where only its id is known. */
  name: z.string().min(1).max(200).nullable(),
  waitSeconds,
});
export type WorkspaceRef = z.infer<typeof workspaceRef>;

const clusterAddress = z
  .string()
  .max(2048)
  .refine(
    (text) => URL.canParse(text) && text.startsWith('https://') && new URL(text).origin === text,
    'it is the address of a cluster, such as https://logs.westeurope.kusto.windows.net',
  );

/** A database of Azure Data Explorer. A token goes to clusters of the cloud alone, whichever address is given here. */
const databaseRef = remoteIdentity.extend({
  kind: z.literal('database'),
  cluster: clusterAddress,
  database: z
    .string()
    .regex(/^[\p{L}\p{N} ._-]{1,260}$/u, 'it is the name of a database: letters, digits, spaces, . _ -'),
  /** How long the service may take for a query; it grants at most an hour. */
  waitSeconds: z.number().int().min(1).max(3600),
});
export type DatabaseRef = z.infer<typeof databaseRef>;

/** Where the rows come from. */
export const sourceRef = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local'), folder: filePath }),
  workspaceRef,
  databaseRef,
]);
export type SourceRef = z.infer<typeof sourceRef>;

/** One method of the contract: its checked input and the shape of its answer. */
export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}
export const method = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Method<I, O> => ({
  input,
  output,
});
