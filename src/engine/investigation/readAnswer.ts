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
});

/**
 * An answer's first table, for looking at and not for keeping: longs beyond 2^53 are rounded here. The case file reads the
 * bytes itself, exactly.
 */
export function readAnswer({ body }: RawAnswer): JudgedAnswer {
  const { tables, error } = answerShape.parse(JSON.parse(new TextDecoder().decode(body)));
  const { columns = [], rows = [] } = tables[0] ?? {};
  return { columns, rows, error: error === undefined ? undefined : JSON.stringify(error) };
}
