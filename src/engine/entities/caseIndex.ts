import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EntityRow, entityReader } from '../../core/entities/entitiesInRow.ts';
import type { Platform } from '../../core/entities/entityKinds.ts';
import type { RowOrigin } from '../../core/entities/seen.ts';
import { isStructure, parseJson } from '../../core/entities/structured.ts';
import type { Cell } from '../../core/kqlText/kqlTypes.ts';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { CallContext } from '../context.ts';
import { rawExhibit } from '../investigation/rawEvents.ts';
import { addRow, type EntityIndex, emptyEntityIndex } from './entityIndex.ts';

/** What the rows of a case name, as far as they were read. Exhibits never change, so what was read is never read again. */
interface CaseIndex {
  readonly platform: Platform;
  readonly entities: EntityIndex;
  /** The exhibit up to which all rows were read, and how many of the next one. */
  exhibit: number;
  offset: number;
}

const emptyIndex = (platform: Platform): CaseIndex => ({
  platform,
  entities: emptyEntityIndex(),
  exhibit: 0,
  offset: 0,
});

/** The entities of open cases, kept in memory for as long as the case is open. */
export interface CaseIndexes {
  /** Reads what was not read yet, in slices, so that other calls are answered between them. */
  read(caseFile: CaseFile, context: Pick<CallContext, 'signal' | 'progress'>): Promise<EntityIndex>;
}

/** How long one slice keeps the engine's thread, in milliseconds, and how many rows are read at once. */
const sliceMs = 15;
const rowsAtOnce = 500;

export function caseIndexes(): CaseIndexes {
  const indexes = new WeakMap<CaseFile, CaseIndex>();
  return {
    async read(caseFile, { signal, progress }) {
      const platform = platformOf(caseFile);
      const known = indexes.get(caseFile);
      const index = known && known.platform === platform ? known : emptyIndex(platform);
      indexes.set(caseFile, index);
      const { exhibits } = caseFile.view();
      const total = exhibits.reduce((sum, exhibit) => sum + rowsOf(exhibit), 0);
      signal.throwIfAborted();
      while (readSlice(caseFile, exhibits, index)) {
        progress('Reading the rows', rowsRead(exhibits, index), total);
        await nextTurn();
        signal.throwIfAborted();
      }
      return index.entities;
    },
  };
}

/** Reads the rows of one exhibit as what they name. */
export function rowReader(caseFile: CaseFile, exhibit: ExhibitSummary): (cells: readonly Cell[]) => EntityRow {
  const { deviceId } = caseFile.view().subject;
  const subject = { deviceId, platform: platformOf(caseFile) };
  return entityReader({ columns: exhibit.columns, origin: originOf(exhibit), subject });
}

const rowsOf = ({ outcome, rowCount }: ExhibitSummary): number => (outcome === 'answered' ? rowCount : 0);

function rowsRead(exhibits: readonly ExhibitSummary[], { exhibit, offset }: CaseIndex): number {
  const done = exhibits.filter(({ number }) => number <= exhibit);
  return done.reduce((sum, each) => sum + rowsOf(each), offset);
}

/** Tells whether there is more to read. */
function readSlice(caseFile: CaseFile, exhibits: readonly ExhibitSummary[], index: CaseIndex): boolean {
  const end = performance.now() + sliceMs;
  for (const exhibit of exhibits) {
    if (exhibit.number <= index.exhibit) continue;
    const read = rowReader(caseFile, exhibit);
    while (index.offset < rowsOf(exhibit)) {
      if (performance.now() >= end) return true;
      const page = caseFile.page({ exhibit: exhibit.number, offset: index.offset, limit: rowsAtOnce });
      for (const { row, cells } of page.rows) addRow(index.entities, exhibit.number, row, read(cells));
      index.offset += rowsAtOnce;
    }
    index.exhibit = exhibit.number;
    index.offset = 0;
  }
  return false;
}

function originOf({ role, variant }: ExhibitSummary): RowOrigin {
  if (role?.role === 'raw' || role?.role === 'companion') return 'events';
  return variant === 'adhoc' ? 'own' : variant;
}

/** The system that the case's device runs, as its raw events say; undefined where the case keeps none that tell. */
function platformOf(caseFile: CaseFile): Platform {
  const raw = rawExhibit(caseFile);
  const at = raw?.columns.findIndex(({ name }) => name === 'EventDetails') ?? -1;
  if (!raw || at < 0) return undefined;
  for (const { cells } of caseFile.page({ exhibit: raw.number, offset: 0, limit: 50 }).rows) {
    const details = parseJson(cells[at]);
    if (!isStructure(details)) continue;
    if (details.MessageSource === 'Windows') return 'windows';
    if (details.MessageSource === 'Linux') return 'linux';
  }
  return undefined;
}
