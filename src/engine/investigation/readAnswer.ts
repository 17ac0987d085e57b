import { z } from 'zod';
import type { JudgedAnswer } from '../../core/verdicts/verdicts.ts';
import type { RawAnswer } from '../logs/logSource.ts';

const answerShape = z.object({
  tables: z
    .array(
      z.object({
        columns: z.array(z.object({ name: z.string(), type: z.string() })),
        rows: z.array(z.array(z.unknown())),
      }),
    )
    .min(1),
  error: z.unknown().optional(),
  permissions: z.unknown().optional(),
});

/**
 * An answer's first table, for looking at and not for keeping: longs beyond 2^53 are rounded here. The case file reads the
 * bytes itself, exactly.
 */
export function readAnswer({ body }: RawAnswer): JudgedAnswer {
  const { tables, error, permissions } = answerShape.parse(JSON.parse(new TextDecoder().decode(body)));
  const { columns = [], rows = [] } = tables[0] ?? {};
  return { columns, rows, error: error === undefined ? undefined : JSON.stringify(error), denied: denied(permissions) };
}

/** The tables that `include-permissions` says were left out: every `denyTables`, however deep. */
function denied(permissions: unknown): string[] {
  if (typeof permissions !== 'object' || permissions === null) return [];
  return Object.entries(permissions).flatMap(([name, value]: [string, unknown]) =>
    name === 'denyTables' && Array.isArray(value) ? value.map(String) : denied(value),
  );
}
