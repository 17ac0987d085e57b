import type { Definition } from './plan.ts';

/**
 * One extraction as `scalar.ts` writes it: a fixed path into the JSON text of a column. Inside a quoted text every quote is doubled,
 * so that a text of the query that looks like an extraction never matches. DuckDB takes a star in several paths for a wildcard.
 */
const extraction = /TRY\(json_extract_string\((c\d+), '(\$(?:[^'*]|'')*)'\)\)/g;

/** The list of a column's extracted texts is read below the definitions that read it. */
const listOf = (column: string): string => `${column}_texts`;

/** Definitions that read texts extracted once, and the extractions to make below them, each one pass over a column's JSON. */
export interface SharedExtractions {
  readonly definitions: readonly Definition[];
  readonly below: readonly string[];
}

/** Takes the paths that definitions read from one JSON column together, because each extraction parses the whole text anew. */
export const sharedExtractions = (definitions: readonly Definition[]): SharedExtractions => {
  const paths = new Map<string, string[]>();
  const uses = new Map<string, number>();
  for (const { sql } of definitions)
    for (const [, column = '', path = ''] of sql.matchAll(extraction)) {
      const known = paths.get(column) ?? [];
      paths.set(column, known.includes(path) ? known : [...known, path]);
      uses.set(column, (uses.get(column) ?? 0) + 1);
    }
  const shared = new Map([...paths].filter(([column]) => (uses.get(column) ?? 0) > 1));
  if (shared.size === 0) return { definitions, below: [] };
  return {
    definitions: definitions.map((definition) => ({
      ...definition,
      sql: definition.sql.replace(extraction, (text: string, column: string, path: string) => {
        const index = shared.get(column)?.indexOf(path) ?? -1;
        return index === -1 ? text : `${listOf(column)}[${index + 1}]`;
      }),
    })),
    below: [...shared].map(
      ([column, all]) =>
        `TRY(json_extract_string(${column}, [${all.map((path) => `'${path}'`).join(', ')}])) AS ${listOf(column)}`,
    ),
  };
};
