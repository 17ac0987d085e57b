/** Where rows come from, as far as its name needs it. */
type NamedSource =
  | { readonly kind: 'local'; readonly folder: string }
  | {
      readonly kind: 'workspace';
      readonly cloud: string;
      readonly workspaces: readonly string[];
      readonly name: string | null;
    };

/** A source by the name that people find it by: the folder's path, or the workspaces and their cloud. */
export const sourceText = (source: NamedSource): string =>
  source.kind === 'local' ? source.folder : `${workspacesText(source)} in the cloud ${source.cloud}`;

/** The workspaces of a query: the name of the first where it is known, and their ids. */
export function workspacesText({ name, workspaces }: Extract<NamedSource, { kind: 'workspace' }>): string {
  const ids = workspaces.join(', ');
  if (name !== null) return `${name} (${ids})`;
  return `${workspaces.length === 1 ? 'workspace' : 'workspaces'} ${ids}`;
}
