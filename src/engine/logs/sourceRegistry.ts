import type { SourceRef } from '../../shared/contract/index.ts';
import type { LogSource } from './logSource.ts';

/** The log sources that are open in this engine; one per source, kept with its loaded tables for the next query. */
export interface SourceRegistry {
  /** Opens the source, or hands back the one already open. Throws `folderNotFound` or `noTables`. */
  open(ref: SourceRef): Promise<LogSource>;
  closeAll(): Promise<void>;
}
