/** A table of a workspace with its plan, as Azure Resource Manager names it; null where that is not told. */
interface PlannedTable {
  readonly name: string;
  readonly plan: string | null;
}

/**
 * Which tables are on a plan whose queries are limited (Basic or Auxiliary), in words, such as `SecurityIoTRawEvent (Basic)`;
 * undefined where none is.
 */
export function limitedTablesText(tables: readonly PlannedTable[]): string | undefined {
  const limited = tables.filter(({ plan }) => plan !== null && plan.toLowerCase() !== 'analytics');
  return limited.length === 0 ? undefined : limited.map(({ name, plan }) => `${name} (${plan})`).join(', ');
}

/** What differs for such tables, and what to do. Facts: the service's limits of log queries and of the table plans. */
export const limitedTablesRules =
  'The service grants two queries at a time on such tables, answers for the last 30 days at most of a Basic table, and may refuse queries that join several tables. No rows there is no sign that nothing happened. Where a step fails or stays empty, ask the owner of the workspace for the plan Analytics or for an export of the table.';
