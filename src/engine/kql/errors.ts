/** What a failed query failed at: reading it, naming things, this engine's reach, or running it. */
export type KqlErrorKind = 'syntax' | 'semantic' | 'unsupported' | 'run';

/** A place in a query's text: 1-based line and column, and the 0-based range in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly length: number;
}

/**
 * An error in a query. `code` is Microsoft's KS code for what the parser and binder report, `unknownTable` for a table that is not in
 * the catalog (its name is in `subject`), and the engine's own word otherwise: `operator`, `function`, `timeout`, `cancelled`, …
 */
export class KqlError extends Error {
  override readonly name = 'KqlError';
  readonly kind: KqlErrorKind;
  readonly code: string;
  readonly help: string;
  readonly place: Place | undefined;
  readonly subject: string | undefined;

  constructor(
    kind: KqlErrorKind,
    code: string,
    message: string,
    more: { help?: string; place?: Place | undefined; subject?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.kind = kind;
    this.code = code;
    this.help = more.help ?? helpFor[kind];
    this.place = more.place;
    this.subject = more.subject;
  }
}

const helpFor: Readonly<Record<KqlErrorKind, string>> = {
  syntax: 'Correct the query at this place.',
  semantic: 'Correct the name or the type at this place.',
  unsupported: 'Write the query without it, or run it on the service.',
  run: 'Narrow the query or its time range, then try again.',
};
