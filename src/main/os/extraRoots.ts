import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { CasebookError } from '../../shared/result.ts';

/**
 * Trusts the roots (PEM) of the file that NODE_EXTRA_CA_CERTS names, in this thread, and hands them on for others. A packaged app reads
 * them itself: the fuse that closes it to NODE_OPTIONS closes Node to this variable too. Throws `fileNotFound`.
 */
export function trustExtraRoots(path: string | undefined): string | undefined {
  if (!path) return undefined;
  let roots: string;
  try {
    roots = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CasebookError('fileNotFound', `NODE_EXTRA_CA_CERTS cannot be read: ${reason}. Check the path.`);
  }
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), roots]);
  return roots;
}
