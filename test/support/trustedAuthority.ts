import tls from 'node:tls';

/** Lets this process trust an authority of a test (PEM) beside its usual ones; `NODE_EXTRA_CA_CERTS` does that for another process. */
export function trustHere(authority: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority]);
}
