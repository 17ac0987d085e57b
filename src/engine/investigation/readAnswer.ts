import { z } from 'zod';
import { setLimits } from '../../core/kqlText/setLimits.ts';
import type { JudgedAnswer } from '../../core/verdicts/verdicts.ts';
import { answerForm } from '../casefile/answer/answerForm.ts';
import { splitAnswer } from '../logs/fetchAll/splitAnswer.ts';
import type { RawAnswer } from '../logs/logSource.ts';

const tableShape = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.unknown())),
});
const permissionsShape = z.object({ permissions: z.unknown().optional() });

/**
 * An answer's primary table, for looking at and not for keeping: longs beyond 2^53 are rounded here. The case file reads the
 * bytes itself, exactly. Throws where the bytes are not an answer.
 */
export function readAnswer({ body }: RawAnswer): JudgedAnswer {
  const json: unknown = JSON.parse(new TextDecoder().decode(body));
  const form = answerForm(json);
  const { columns, rows } = tableShape.parse(form);
  const error = form?.error === undefined ? undefined : JSON.stringify(form.error);
  return { columns, rows, error, denied: denied(permissionsShape.safeParse(json).data?.permissions) };
}

/** As `readAnswer`, without the rows where no verdict on an answer to this query looks at them: a long answer is then not read twice. */
export function readForVerdicts(answer: RawAnswer, kql: string): JudgedAnswer {
  const split = setLimits(kql).size === 0 ? splitAnswer(answer.body) : undefined;
  if (!split) return readAnswer(answer);
  const { tables, error, permissions } = split.envelope;
  return {
    columns: tableShape.shape.columns.parse(tables[0]?.columns),
    rows: [],
    error: error === undefined ? undefined : JSON.stringify(error),
    denied: denied(permissions),
  };
}

/** The tables that `include-permissions` says were left out: every `denyTables`, however deep. */
function denied(permissions: unknown): string[] {
  if (typeof permissions !== 'object' || permissions === null) return [];
  return Object.entries(permissions).flatMap(([name, value]: [string, unknown]) =>
    name === 'denyTables' && Array.isArray(value) ? value.map(String) : denied(value),
  );
}
