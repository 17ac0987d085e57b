import { oneLine } from './errorEntries.ts';
import type { ServiceFailure } from './serviceReply.ts';

/** A request that brought no reply. `code` is the system's, such as `ECONNRESET`. */
export interface ConnectionFault {
  readonly code: string | undefined;
  readonly message: string;
  /** Seconds without a reply after which the request was given up; undefined where it ended by itself. */
  readonly gaveUpAfter?: number | undefined;
}

/** Why a service could not be asked, in words; `host` is the one that was tried, `check` what to look at. */
export function classifyConnection(
  { code, message, gaveUpAfter }: ConnectionFault,
  host: string,
  check = 'the network and the proxy',
): ServiceFailure {
  const reason =
    gaveUpAfter === undefined ? connectionReason(code, message) : `it gave no reply within ${gaveUpAfter} seconds`;
  return {
    code: 'serviceUnreachable',
    message: `${host} cannot be reached: ${reason}. Check ${check}, then try again.`,
    detail: { host, ...(code !== undefined && { systemCode: code }) },
  };
}

/** Why nothing came back, as the end of a sentence. */
export function connectionReason(code: string | undefined, message: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name is not known here, as without a network';
  if (code === 'ECONNREFUSED') return 'nothing listens at this address';
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH') return 'there is no way to it from here';
  if (code !== undefined && /^(ECONNRESET|EPIPE|PARSE_ERROR|ERR_STREAM_PREMATURE_CLOSE)$/.test(code)) {
    return 'the connection was cut before the answer was whole';
  }
  if (code === 'ETIMEDOUT') return 'it gave no reply in time';
  if (code !== undefined && /CERT|SIGNED|SIGNATURE|ALTNAME/.test(code)) {
    return `its certificate is not trusted (${code}); where a proxy or a private cloud has a root of its own, name its file in NODE_EXTRA_CA_CERTS`;
  }
  return oneLine(message);
}
