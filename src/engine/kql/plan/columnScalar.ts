import type { Scalar } from './scalar.ts';
import type { RelationColumn } from './scope.ts';

/** The value of a column in its row. */
export const columnScalar = (column: RelationColumn): Scalar => ({
  type: column.type,
  sql: column.id,
  uses: [column.id, ...(column.textUses ?? [])],
  nullable: column.nullable,
  ...(column.json ? { json: column.json } : {}),
  ...(column.texts ? { texts: column.texts } : {}),
  ...(column.among ? { among: column.among } : {}),
});
