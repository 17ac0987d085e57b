import { z } from 'zod';
import { CasebookError } from './result.ts';

/** An address that tokens may be sent to: https alone, on any host, the loopback included. */
const secureUrl = z
  .string()
  .max(2048)
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const problem = problemOf(url);
    if (url && problem === undefined) return url.href.replace(/\/$/, '');
    context.addIssue(problem ?? 'it is not an address such as https://api.loganalytics.io');
    return z.NEVER;
  });

function problemOf(url: URL | undefined): string | undefined {
  if (!url) return undefined;
  if (url.protocol !== 'https:') return 'it must begin with https://, because tokens travel to it';
  if (url.username !== '' || url.password !== '') return 'it cannot hold a user name or a password';
  if (url.search !== '' || url.hash !== '') return 'it cannot hold a query or a fragment';
  return undefined;
}

/** The client library sets the path of the query API itself. */
const originUrl = secureUrl.refine((text) => new URL(text).pathname === '/', 'it is a host without a path');

const scope = z
  .string()
  .max(2048)
  .regex(/^\S+$/, 'it is one scope without spaces, such as https://api.loganalytics.io/.default');

/** A cloud as it crosses a border. */
export const cloudDefinition = z.strictObject({
  /** How people and cases name it; compared without regard to letter case. */
  name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u, 'it is a name of letters, digits, spaces, . _ -'),
  /** With `AAD` the host that a tenant is appended to, with `OIDC` the issuer. */
  authority: secureUrl,
  protocol: z.enum(['AAD', 'OIDC']),
  /** The app registration's client id; null where the person's own setting gives it, as in the built-in clouds. */
  clientId: z
    .string()
    .regex(/^[\w.:/-]{1,200}$/, 'it is the client id of an app registration')
    .nullable(),
  /** The host of the Log Analytics query API, without a path. */
  queryEndpoint: originUrl,
  queryScope: scope,
  /** The host of Azure Resource Manager. */
  armEndpoint: secureUrl,
  armScope: scope,
  /**
   * The clusters of Azure Data Explorer in a cloud of the person's own, to which alone tokens then go; those of the built-in clouds
   * are known by their domain.
   */
  clusters: z.array(originUrl).max(100).optional(),
});

/** Where to sign in and what to ask in one Azure cloud, or in anything that answers like one. Addresses do not end in `/`. */
export type Cloud = Readonly<z.infer<typeof cloudDefinition>>;

/** The clouds that need no file. Sources: the national-cloud tables of Microsoft's documentation. */
export const builtInClouds: readonly Cloud[] = [
  {
    name: 'public',
    authority: 'https://login.microsoftonline.com',
    protocol: 'AAD',
    clientId: null,
    queryEndpoint: 'https://api.loganalytics.io',
    queryScope: 'https://api.loganalytics.io/.default',
    armEndpoint: 'https://management.azure.com',
    armScope: 'https://management.azure.com/.default',
  },
  {
    name: 'usGovernment',
    authority: 'https://login.microsoftonline.us',
    protocol: 'AAD',
    clientId: null,
    queryEndpoint: 'https://api.loganalytics.us',
    queryScope: 'https://api.loganalytics.us/.default',
    armEndpoint: 'https://management.usgovcloudapi.net',
    armScope: 'https://management.usgovcloudapi.net/.default',
  },
  {
    name: 'china',
    authority: 'https://login.partner.microsoftonline.cn',
    protocol: 'AAD',
    clientId: null,
    queryEndpoint: 'https://api.loganalytics.azure.cn',
    queryScope: 'https://api.loganalytics.azure.cn/.default',
    armEndpoint: 'https://management.chinacloudapi.cn',
    armScope: 'https://management.chinacloudapi.cn/.default',
  },
];

/** The cloud of that name, in any letter case, among the given ones. */
export const cloudNamed = (name: string, clouds: readonly Cloud[]): Cloud | undefined =>
  clouds.find((cloud) => cloud.name.toLowerCase() === name.toLowerCase());

/** The domains of Azure Data Explorer in the built-in clouds. Source: the list of trusted endpoints in its client library. */
const clusterDomains: Readonly<Record<string, readonly string[]>> = {
  public: ['.kusto.windows.net', '.kusto.azuresynapse.net', '.kusto.fabric.microsoft.com', '.kusto.data.microsoft.com'],
  usGovernment: ['.kusto.usgovcloudapi.net'],
  china: ['.kusto.chinacloudapi.cn', '.kusto.azuresynapse.azure.cn'],
};

/** Whether an address, such as `https://logs.westeurope.kusto.windows.net`, is a cluster's of Azure Data Explorer in the cloud. */
export function hasCluster({ name, clusters = [] }: Pick<Cloud, 'name' | 'clusters'>, address: string): boolean {
  const builtIn = cloudNamed(name, builtInClouds);
  if (!builtIn) return clusters.includes(address);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.origin !== address || url.protocol !== 'https:' || url.port !== '') return false;
  return clusterDomains[builtIn.name]?.some((domain) => url.hostname.endsWith(domain)) ?? false;
}

/** Whether tokens of the cloud may be for a scope: its two, and those of its clusters. */
export const hasScope = (cloud: Cloud, asked: string): boolean =>
  asked === cloud.queryScope || asked === cloud.armScope || hasCluster(cloud, asked.replace(/\/\.default$/, ''));

const cloudFile = cloudDefinition.extend({
  name: cloudDefinition.shape.name.refine(
    (name) => cloudNamed(name, builtInClouds) === undefined,
    `it is the name of a built-in cloud (${builtInClouds.map(({ name }) => name).join(', ')})`,
  ),
  clientId: cloudDefinition.shape.clientId.unwrap(),
});

/** Reads the text of a cloud file, one JSON object. Throws `invalidInput`, naming each field that is wrong; `path` is for the message. */
export function parseCloudFile(text: string, path: string): Cloud {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refused(path, [`it is not JSON (${error instanceof Error ? error.message : String(error)})`]);
  }
  const parsed = cloudFile.safeParse(json);
  if (parsed.success) return parsed.data;
  throw refused(
    path,
    parsed.error.issues.map(({ path: at, message }) => (at.length === 0 ? message : `${at.join('.')}: ${message}`)),
  );
}

const refused = (path: string, problems: readonly string[]) =>
  new CasebookError(
    'invalidInput',
    `${path} does not describe a cloud: ${problems.join('; ')}. Correct it: it holds one JSON object with ${Object.keys(cloudFile.shape).join(', ')}.`,
    { path, problems },
  );
