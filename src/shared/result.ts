import type { ErrorCode } from './errors.ts';

/** What went wrong, as data: it crosses threads and processes, `instanceof` does not. */
export interface Failure {
  readonly code: ErrorCode;
  /** One line for people: what happened, where, what to do next. */
  readonly message: string;
  /** Values that a program can use: line and column of KQL, stored spellings of a device id, the path. */
  readonly detail?: Record<string, unknown>;
}

/** The outcome of a call. Cancelled is an outcome, not an error. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly cancelled: true }
  | { readonly ok: false; readonly cancelled?: false; readonly error: Failure };

/** The one exception that the product throws on purpose; anything else that is thrown is a defect and becomes `unexpected`. */
export class CasebookError extends Error {
  readonly code: ErrorCode;
  readonly detail: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, detail?: Record<string, unknown>, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CasebookError';
    this.code = code;
    this.detail = detail;
  }

  /** The error as data for the other side of a port. */
  toFailure(): Failure {
    return { code: this.code, message: this.message, ...(this.detail ? { detail: this.detail } : {}) };
  }
}
