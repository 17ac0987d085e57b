/** The address of a cluster of Azure Data Explorer as people paste it, such as `https://logs.westeurope.kusto.windows.net/`, without the last slash; undefined where it is none. */
export function clusterAddress(given: string): string | undefined {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  return url?.protocol === 'https:' && url.href === `${url.origin}/` ? url.origin : undefined;
}
