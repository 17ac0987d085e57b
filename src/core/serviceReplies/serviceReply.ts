/** What a query service sent, as far as it tells why there is no answer. */
export interface ServiceReply {
  readonly status: number;
  /** The body as text; of a long one the beginning is enough. */
  readonly text: string;
  /** The service's clock, as its Date header has it. */
  readonly date?: string | undefined;
  /** Seconds that the service asks to wait. */
  readonly retryAfter?: number | undefined;
}

/** Who was asked what, for the words. */
export interface ReplyContext {
  /** The workspace as people know it. */
  readonly label: string;
  /** The cloud's name. */
  readonly cloud: string;
  /** Seconds that the service was allowed to take. */
  readonly waitSeconds: number;
  /** When the reply came, in milliseconds since 1970 by this computer's clock. */
  readonly receivedAt: number;
}

/** Why there is no answer. The codes are those of the product's errors. */
export interface ServiceFailure {
  readonly code:
    | 'tableAbsent'
    | 'kqlSyntax'
    | 'kqlSemantic'
    | 'signInNeeded'
    | 'accessDenied'
    | 'workspaceNotFound'
    | 'workspaceEmpty'
    | 'throttled'
    | 'queryTimeout'
    | 'serviceUnreachable'
    | 'serviceFailed';
  readonly message: string;
  /** `status` is the HTTP status and `serviceCode` the service's innermost code of its own. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The longest server time that the service grants, in seconds. */
export const mostWaitSeconds = 600;

/** The role to ask for, and the answer to why it does not work at once. */
export const role = 'Log Analytics Reader';
