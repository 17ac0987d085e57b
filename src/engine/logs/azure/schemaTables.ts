import { knownColumns } from '../local/knownTables.ts';
import type { KnownTable } from '../logSource.ts';
import { deviceTables } from './describeWorkspace.ts';

/** The tables that IoT devices report to, by their documented schema, as far as nothing better is known of them. */
export const schemaTables = (described: readonly KnownTable[]): KnownTable[] =>
  deviceTables
    .filter((name) => !described.some((table) => table.name === name))
    .map((name) => ({
      name,
      columns: [...(knownColumns(name) ?? [])].map(([column, type]) => ({ name: column, type })),
      isRead: false,
    }));
