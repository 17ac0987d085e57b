import type { SourceRef } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createKqlEngine, type KqlEngine } from '../kql/engine.ts';
import { openDatabases } from './adx/databases.ts';
import type { OnWaiting } from './azure/patience.ts';
import { openWorkspaces } from './azure/workspaces.ts';
import { besideExhibits, exhibitsOrLive } from './exhibits/exhibitSource.ts';
import { scanFolder } from './local/folderScan.ts';
import { type LocalSource, openLocalSource, openTables } from './local/localSource.ts';
import type { LogSource } from './logSource.ts';
import type { RemoteAccess } from './remoteAccess.ts';

/** The log sources that are open in this engine; one per source, kept with its loaded tables for the next query. */
export interface SourceRegistry {
  /**
   * Opens the source, or hands back the one already open while its files are unchanged. Throws `folderNotFound` or `noTables`, and
   * `unknownCloud` for a workspace or a database in a cloud that this person has not.
   */
  open(ref: SourceRef): Promise<LogSource>;
  /** The KQL engine that the sources share. */
  kql(): KqlEngine;
  /**
   * The case's source with the case's exhibits beside its tables; the exhibits alone where the source cannot be opened. `other` is
   * taken in place of the case's own source, and then has to be there.
   */
  openCase(caseFile: CaseFile, other?: SourceRef): Promise<LogSource>;
  closeAll(): Promise<void>;
}

interface RegistryOptions {
  readonly languageWorkerUrl?: URL;
  /** How services are reached; without it no remote source can be opened. */
  readonly remote?: RemoteAccess;
  /** Told each second that a service makes a query wait. */
  readonly onWaiting?: OnWaiting;
}
type LocalRef = Extract<SourceRef, { kind: 'local' }>;

/** Opens sources on demand; the KQL engine and its parser are shared by them and start with the first. */
export function openSourceRegistry(options: RegistryOptions = {}): SourceRegistry {
  let kql: KqlEngine | undefined;
  const engine = () => {
    kql ??= createKqlEngine(options);
    return kql;
  };
  const sources = new Map<string, LocalSource>();
  const closing = new Set<Promise<void>>();
  let last: Promise<unknown> = Promise.resolve();

  /** A run that has begun on the old files ends on them; nothing waits for it. */
  const retire = (source: LocalSource) => {
    const closed = source.close().finally(() => closing.delete(closed));
    closing.add(closed);
    closed.catch(() => undefined);
  };

  const open = async (ref: LocalRef): Promise<LocalSource> => {
    const scan = await scanFolder(ref.folder);
    const known = sources.get(scan.folder);
    if (known?.signature === scan.signature) return known;
    const source = await openLocalSource(ref, scan, engine());
    sources.set(scan.folder, source);
    if (known) retire(known);
    return source;
  };

  const onWaiting = options.onWaiting ?? (() => undefined);
  const workspaces = openWorkspaces(options.remote, onWaiting);
  const databases = openDatabases(options.remote, onWaiting);
  const openRemote = (ref: Exclude<SourceRef, LocalRef>): Promise<LogSource> =>
    ref.kind === 'workspace' ? workspaces.open(ref) : databases.open(ref);

  const openNext = (ref: LocalRef): Promise<LocalSource> => {
    const opened = last.then(() => open(ref));
    last = opened.catch(() => undefined);
    return opened;
  };

  /** Where exhibits are read without a source: no table of its own, one for all cases. */
  let bare: Promise<LocalSource> | undefined;
  const openBare = (ref: SourceRef): Promise<LocalSource> => {
    const folder = ref.kind === 'local' ? ref.folder : '';
    bare ??= openTables(ref, { folder, tables: new Map(), skipped: [], signature: '' }, engine());
    return bare;
  };

  return {
    kql: engine,
    open: (ref) => (ref.kind === 'local' ? openNext(ref) : openRemote(ref)),
    async openCase(caseFile, other) {
      const { source } = caseFile.view();
      const asked = other ?? source;
      try {
        if (asked.kind === 'local') return besideExhibits(caseFile, await openNext(asked), undefined);
        return exhibitsOrLive(caseFile, await openBare(source), await openRemote(asked));
      } catch (error) {
        if (other || !(error instanceof CasebookError)) throw error;
        return besideExhibits(caseFile, await openBare(source), error.message);
      }
    },
    async closeAll() {
      await last;
      await Promise.all([...sources.values()].map((source) => source.close()).concat(...closing));
      sources.clear();
      await databases.closeAll();
      await (await bare)?.close();
      bare = undefined;
      await kql?.close();
      kql = undefined;
    },
  };
}
