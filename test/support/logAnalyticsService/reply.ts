import { createHash } from 'node:crypto';

/** What the service sends for one request. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The connection is cut after so many bytes of the body. */
  readonly cutAfter?: number;
}

/** A request as the service received it, and what became of it. */
export interface ReceivedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly workspace: string;
  readonly workspaces: readonly string[];
  readonly query: string;
  /** The interval as the client wrote it; empty where it gave none. */
  readonly timespan: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Undefined until it was answered, and where the connection was cut without an answer. */
  reply?: { readonly status: number; readonly bytes: number; readonly sha256: string };
  /** The client closed the connection before it was answered. */
  abandoned: boolean;
}

/** Answers one request; `standard` is what the service answers when nothing is wrong. `reset` closes the connection unanswered. */
export type Answering = (
  request: ReceivedRequest,
  standard: () => Promise<Reply>,
) => Reply | 'reset' | Promise<Reply | 'reset'>;

const encoder = new TextEncoder();

/** A reply of JSON; an object is written as JSON, a text is sent as it is. */
export const jsonReply = (status: number, body: object | string, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: encoder.encode(typeof body === 'string' ? body : JSON.stringify(body)),
});

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
