import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificates, type TestCertificates } from './certificates.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A request as it arrived, and the hash of the bytes that answered it; undefined where nothing did. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  answerSha256?: string;
}

/** What is answered in place of the service's own answer, to the next requests that it fits. */
interface Interruption {
  readonly path: RegExp;
  /** A part of the request's body. */
  readonly holding?: string;
  /** Requests that it is for; 1 where it is left out. */
  readonly times?: number;
  /** `hang` never answers, `cut` ends the connection. */
  readonly answer: Answer | 'hang' | 'cut';
}

/** A service on the loopback over TLS that answers as it is told, and records what it was asked. */
export async function startTlsService(
  answerOf: (url: URL, arrival: Arrival, gone: AbortSignal) => Promise<Answer>,
  certificates?: TestCertificates,
) {
  const { authority, certificate, key } = certificates ?? (await makeCertificates());
  const arrivals: Arrival[] = [];
  const interruptions: { readonly given: Interruption; left: number }[] = [];

  const interruptionFor = ({ path, body }: Arrival): Interruption['answer'] | undefined => {
    const found = interruptions.find(
      ({ given, left }) => left > 0 && given.path.test(path) && body.includes(given.holding ?? ''),
    );
    if (found) found.left -= 1;
    return found?.given.answer;
  };

  const server = createServer({ cert: certificate, key }, (request, response) => {
    const parts: Buffer[] = [];
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '/', endpoint());
      const arrival: Arrival = { method, headers, path: url.pathname, body: Buffer.concat(parts).toString('utf8') };
      arrivals.push(arrival);
      const interruption = interruptionFor(arrival);
      if (interruption === 'hang') return;
      if (interruption === 'cut') return void request.socket.destroy();
      const answer =
        interruption ??
        (await answerOf(url, arrival, gone.signal).catch((error: unknown) =>
          failed(500, 'TestServiceFailed', String(error)),
        ));
      const bytes = Buffer.from(answer.body);
      arrival.answerSha256 = createHash('sha256').update(bytes).digest('hex');
      response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
      response.end(bytes);
    });
  });
  const endpoint = () => `https://localhost:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    endpoint: endpoint(),
    /** The authority that a client has to trust, PEM. */
    authority,
    /** Every request so far, in order. */
    arrivals: arrivals as readonly Arrival[],
    interrupt(given: Interruption) {
      interruptions.push({ given, left: given.times ?? 1 });
    },
    /** Closes the connections that wait for a further request, as a service does when it has waited long enough. */
    closeIdle: () => server.closeIdleConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
export type TlsService = Awaited<ReturnType<typeof startTlsService>>;

export const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });

export const failed = (status: number, code: string, message: string): Answer =>
  json(status, { error: { code, message } });
