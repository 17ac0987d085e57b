import { KqlError, type KqlErrorKind } from '../errors.ts';
import { placeOf } from '../plan/scope.ts';
import type { Analysis } from '../syntax/ast.ts';

/** Something that is wrong with a query, where, and what to do. */
export interface QueryProblem {
  readonly severity: 'error' | 'warning';
  readonly kind: KqlErrorKind;
  /** Microsoft's KS code, or this engine's own word. */
  readonly code: string;
  readonly message: string;
  readonly help: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** 0-based, in UTF-16 units. */
  readonly from: number;
  readonly length: number;
}

const helps = {
  syntax: 'Correct the query at this place.',
  semantic: 'Correct the name or the type at this place.',
  warning: 'The query runs as it is; look whether it says what you mean.',
} as const;

const ofError = (text: string, error: KqlError): QueryProblem => {
  const { line, column, start, length } = error.place ?? placeOf(text, 0, text.length);
  const where = ` (line ${line}, column ${column})`;
  const message = error.message.endsWith(where) ? error.message.slice(0, -where.length) : error.message;
  return {
    severity: 'error',
    kind: error.kind,
    code: error.code,
    message,
    help: error.help,
    line,
    column,
    from: start,
    length,
  };
};

/** The problems that the parser and the binder name, in order of place, then what `refuse` throws where they hold no error. */
export async function problemsOf(
  text: string,
  { diagnostics }: Analysis,
  refuse: () => Promise<void>,
): Promise<QueryProblem[]> {
  const isFaulty = diagnostics.some(({ severity }) => severity === 'error');
  const found = diagnostics.map(({ severity, code, kind, message, start, length }): QueryProblem => {
    const { line, column } = placeOf(text, start, length);
    const help = helps[severity === 'error' ? kind : 'warning'];
    return { severity, kind, code, message, help, line, column, from: start, length };
  });
  found.sort((a, b) => a.from - b.from);
  if (isFaulty) return found;
  try {
    await refuse();
    return found;
  } catch (error) {
    if (error instanceof KqlError) return [...found, ofError(text, error)];
    throw error;
  }
}
