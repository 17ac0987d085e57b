/** Where rows come from, as far as its name needs it. */
type NamedSource =
  | { readonly kind: 'local'; readonly folder: string }
  | {
      readonly kind: 'workspace';
      readonly cloud: string;
      readonly workspaces: readonly string[];
      readonly name: string | null;
    }
  | { readonly kind: 'database'; readonly cloud: string; readonly cluster: string; readonly database: string };

/** A source by the name that people find it by: the folder's path, the workspaces or the database, and their cloud. */
export const sourceText = (source: NamedSource): string =>
  source.kind === 'local' ? source.folder : `${remoteText(source)} in the cloud ${source.cloud}`;

const remoteText = (source: Exclude<NamedSource, { kind: 'local' }>): string =>
  source.kind === 'database' ? databaseText(source) : workspacesText(source);

/** A database by its name and the host of its cluster. */
export const databaseText = ({
  cluster,
  database,
}: Pick<Extract<NamedSource, { kind: 'database' }>, 'cluster' | 'database'>) =>
  `${database} on ${cluster.replace('https://', '')}`;

/** The workspaces of a query: the name of the first where it is known, and their ids. */
export function workspacesText({ name, workspaces }: Extract<NamedSource, { kind: 'workspace' }>): string {
  const ids = workspaces.join(', ');
  if (name !== null) return `${name} (${ids})`;
  return `${workspaces.length === 1 ? 'workspace' : 'workspaces'} ${ids}`;
}
