/** One error of those that an error body of the query API nests, as it stands there. */
export interface ErrorEntry {
  readonly code: string;
  readonly message: string;
  /** Position in the query, counted from 1, where the entry tells it. */
  readonly line?: number;
  readonly pos?: number;
  readonly severityName?: string;
}

/** Nothing that a service sends nests deeper; a hostile body may. */
const deepest = 12;

/**
 * Every error in an error body, outermost first: `error`, its `innererror` and `details`, however they nest, also where a part is
 * itself JSON in a string, as older services send it. Empty for anything else.
 */
export function errorEntries(value: unknown, depth = 0): ErrorEntry[] {
  if (depth > deepest) return [];
  if (typeof value === 'string') return value.startsWith('{') ? errorEntries(tryJson(value), depth + 1) : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => errorEntries(each, depth + 1));
  return [...ownEntry(value), ...Object.values(value).flatMap((each) => errorEntries(each, depth + 1))];
}

/** Kusto's `message` says little, and its `@message` what happened. */
function ownEntry(value: object): ErrorEntry[] {
  const { code, line, pos, severityName, ...said } = value as Record<string, unknown>;
  if (typeof code !== 'string') return [];
  const message = said['@message'] ?? said.message;
  return [
    {
      code,
      message: typeof message === 'string' ? message : '',
      ...(typeof line === 'number' && { line }),
      ...(typeof pos === 'number' && { pos }),
      ...(typeof severityName === 'string' && { severityName }),
    },
  ];
}

/** The value of JSON text; undefined where it is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A stranger's text for a message: one line, without characters that cannot be seen, cut. */
export function oneLine(text: string, most = 300): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line.replace(/\.$/, '');
}
