import { workspacesText } from '../../../core/sources/sourceText.ts';
import type { AccessToken } from '../../../shared/accessToken.ts';
import type { Cloud } from '../../../shared/clouds.ts';
import type { TimeRange, WorkspaceRef } from '../../../shared/contract/index.ts';
import type { KnownTable, LogSource } from '../logSource.ts';
import { rememberDescription } from '../recentDescription.ts';
import { describeWorkspace } from './describeWorkspace.ts';
import type { Clock, Pace } from './pace.ts';
import type { OnWaiting } from './patience.ts';
import { schemaTables } from './schemaTables.ts';
import { askService, type ServiceLine } from './serviceQuery.ts';

/** What a workspace is reached with. */
export interface WorkspaceAccess {
  readonly cloud: Cloud;
  readonly accessToken: AccessToken;
  readonly tlsOptions?: { readonly ca: string } | undefined;
  /** Shared by all sources of the cloud. */
  readonly pace: Pace;
  readonly onWaiting: OnWaiting;
  readonly clock?: Clock;
}

/** The workspaces of a reference as one source, asked live. Nothing is asked before the first query. */
export function openWorkspaceSource(ref: WorkspaceRef, access: WorkspaceAccess): LogSource {
  const label = workspacesText(ref);
  const line: ServiceLine = { ...access, label };
  const [workspace = '', ...additionalWorkspaces] = ref.workspaces;
  const query = (kql: string, window: TimeRange | undefined, signal: AbortSignal) =>
    askService(line, { workspace, additionalWorkspaces, kql, window, waitSeconds: ref.waitSeconds }, signal);
  let described: readonly KnownTable[] = [];

  return {
    ref,
    label,
    ...(ref.account !== null && { identity: ref.account }),
    query,
    ...rememberDescription(async (signal) => {
      const { tables, ...workspaceFacts } = await describeWorkspace(query, signal);
      described = tables.map(({ name, columns }) => ({ name, columns, isRead: true }));
      return { source: ref, label, tables, skippedFiles: [], workspace: workspaceFacts };
    }),
    hasMoreTables: true,
    tables: () => [...described, ...schemaTables(described)],
    // Nobody's typing is worth a query that the account pays with its share of the service.
    fewValues: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}
