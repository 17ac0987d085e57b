import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Cloud } from '../../../src/shared/clouds.ts';
import { makeCertificates, type TestCertificates } from '../certificates.ts';
import { answerQuery } from './answerQuery.ts';
import { faults } from './faults.ts';
import { type Answering, jsonReply, type ReceivedRequest, type Reply, sha256Of } from './reply.ts';
import { openWorkspaces } from './workspaces.ts';

const queryBody = z.object({
  query: z.string(),
  timespan: z.string().optional(),
  workspaces: z.array(z.string()).optional(),
});

interface Rule {
  readonly matches: (request: ReceivedRequest) => boolean;
  readonly answering: Answering;
  left: number;
}

/**
 * Starts the query API of a Log Analytics service on the loopback over HTTPS: it answers with the local engine over folders of
 * table files, one for each workspace id, and fails in whatever way it is told to. Only a client that is given `authority` trusts
 * it. It takes the one token, or those that `accepts` does.
 */
export async function startLogAnalyticsService(
  folders: Readonly<Record<string, string>>,
  accepts: (token: string) => boolean = (token) => token === 'test-token',
  certificates?: TestCertificates,
) {
  const { authority, certificate, key } = certificates ?? (await makeCertificates());
  const workspaces = openWorkspaces(folders);
  const received: ReceivedRequest[] = [];
  const rules: Rule[] = [];

  const standardOf = (request: ReceivedRequest, path: string, signal: AbortSignal) => async (): Promise<Reply> => {
    const token = /^Bearer (.+)$/.exec(String(request.headers.authorization ?? ''))?.[1];
    if (token === undefined || !accepts(token)) return replyOf(faults.notAuthenticated, request);
    if (!/^\/v1\/workspaces\/[^/]+\/query$/.test(path)) return replyOf(faults.notFound, request);
    const ids = [request.workspace, ...request.workspaces];
    if (!ids.every(workspaces.has)) return replyOf(faults.workspaceUnresolved, request);
    return answerQuery(await workspaces.open(ids), request, signal);
  };

  const ruleFor = (request: ReceivedRequest): Rule | undefined => {
    const rule = rules.find(({ left, matches }) => left > 0 && matches(request));
    if (rule) rule.left -= 1;
    return rule;
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { pathname } = new URL(incoming.url ?? '/', 'https://localhost');
    const { query, timespan = '', workspaces: more = [] } = queryBody.parse(JSON.parse(await textOf(incoming)));
    const request: ReceivedRequest = {
      headers: { ...incoming.headers },
      workspace: decodeURIComponent(pathname.split('/')[3] ?? ''),
      workspaces: more,
      query,
      timespan,
      at: Date.now(),
      abandoned: false,
    };
    received.push(request);
    const gone = new AbortController();
    outgoing.on('close', () => {
      request.abandoned = !outgoing.writableFinished;
      gone.abort(new Error('the client closed the connection'));
    });
    const standard = standardOf(request, pathname, gone.signal);
    const reply = await (ruleFor(request)?.answering(request, standard) ?? standard());
    if (reply === 'reset') {
      incoming.socket.destroy();
      return;
    }
    const { status, body, cutAfter } = reply;
    outgoing.writeHead(status, {
      'x-ms-request-id': `service-${received.length}`,
      ...(status === 204 ? {} : { 'content-length': String(body.byteLength) }),
      ...reply.headers,
    });
    request.reply = { status, bytes: body.byteLength, sha256: sha256Of(body) };
    if (cutAfter === undefined) outgoing.end(body);
    else outgoing.write(body.subarray(0, cutAfter), () => incoming.socket.destroy());
  };

  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (outgoing.headersSent || outgoing.destroyed) return;
      const { status, headers, body } = jsonReply(500, { error: { code: 'TestServiceFailed', message } });
      outgoing.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cloud: Cloud = {
    name: 'test service',
    authority: endpoint,
    protocol: 'OIDC',
    clientId: 'casebook-test',
    queryEndpoint: endpoint,
    queryScope: 'https://api.test/.default',
    armEndpoint: endpoint,
    armScope: 'https://arm.test/.default',
  };

  return {
    cloud,
    /** The authority's certificate as PEM. */
    authority,
    /** Every request so far, in the order of their arrival. */
    received: received as readonly ReceivedRequest[],
    /** Answers the next requests in these ways, one each. */
    next(...answerings: readonly Answering[]) {
      for (const answering of answerings) rules.push({ matches: () => true, answering, left: 1 });
    },
    /** Answers every request whose query holds the text, or which the predicate takes, in this way. */
    when(
      asked: string | ((request: ReceivedRequest) => boolean),
      answering: Answering,
      times = Number.POSITIVE_INFINITY,
    ) {
      const matches = typeof asked === 'string' ? ({ query }: ReceivedRequest) => query.includes(asked) : asked;
      rules.push({ matches, answering, left: times });
    },
    /** Forgets every way to answer that was told, and every request. */
    reset() {
      rules.length = 0;
      received.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await workspaces.close();
    },
  };
}
export type LogAnalyticsService = Awaited<ReturnType<typeof startLogAnalyticsService>>;

async function replyOf(answering: Answering, request: ReceivedRequest): Promise<Reply> {
  const reply = await answering(request, () => Promise.reject(new Error('This answer does not look at the tables.')));
  if (reply === 'reset') throw new Error('This answer is no reply.');
  return reply;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
