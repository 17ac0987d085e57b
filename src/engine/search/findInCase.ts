import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Found, HitKind, SearchHit } from '../../shared/contract/search.ts';
import { bookmarkRef, fieldsOf } from './caseDocuments.ts';
import { documentRanges, indexedCase, indexedRows } from './catchUp.ts';
import type { IndexFile } from './indexFile.ts';
import { fieldBorder, fold, foldSought, likePattern, rowsHolding, snippetOf } from './literalText.ts';
import { statement } from './statement.ts';

type CaseHits = Omit<Found['cases'][number], 'caseId'>;
type Group = CaseHits['groups'][number] & { hits: SearchHit[] };

/** A record, or a block of rows of which `row` is the first. */
interface StoredText {
  readonly id: number;
  readonly kind: HitKind;
  readonly ref: string;
  readonly row: number | null;
  readonly text: string;
}

/** How a case is searched. */
export interface How {
  readonly perGroup: number;
  /** Where counting stops. */
  readonly most: number;
  /** Whether the index holds all of the case. */
  readonly complete: boolean;
  /** Lets the thread do something else where it has been kept long enough. */
  readonly breathe: () => Promise<void>;
}

/** So many documents are compared at once: 2,500 rows. */
const documentsAtOnce = 50;

/**
 * What the index holds of a case that has `text`, grouped: records by kind, rows by exhibit. Undefined where the case left the
 * index or was indexed anew meanwhile: then it is to be brought up to date and searched again.
 */
export async function findInCase(
  index: IndexFile,
  path: string,
  text: string,
  { perGroup, most, complete, breathe }: How,
): Promise<CaseHits | undefined> {
  const known = index.use((db) => indexedCase(db, path));
  if (!known) {
    const nothing = { complete: false, rowsDone: 0, rows: 0 };
    return complete ? undefined : { path, title: '', total: 0, totalIsExact: true, groups: [], index: nothing };
  }
  const folded = foldSought(text);
  const gathered = index.use((db) => gather(exhibitNames(db, known.id), folded, perGroup, most));
  for (const { from, to } of index.use((db) => documentRanges(db, known.id))) {
    for (let first = from; first < to && !gathered.isFull(); first += documentsAtOnce) {
      const last = Math.min(to, first + documentsAtOnce) - 1;
      index.use((db) => {
        for (const document of holding(db).iterate(first, last, likePattern(folded))) {
          gathered.take(document);
          if (gathered.isFull()) return;
        }
      });
      await breathe();
    }
  }
  const after = index.use((db) => indexedCase(db, path)?.id === known.id && indexedRows(db, known.id));
  return after ? { path, title: known.title, ...gathered.result(), index: { complete, ...after } } : undefined;
}

const holding = statement<[number, number, string], StoredText>(
  `SELECT id, kind, ref, row, text FROM documents
    WHERE id BETWEEN ? AND ? AND coalesce(folded, text) LIKE ? ESCAPE '!' ORDER BY id`,
);

/** What people wrote, then what was asked, then what was answered. */
const kindOrder: readonly string[] = [...Object.keys(fieldsOf), 'row'];

type ExhibitNames = ReturnType<typeof exhibitNames>;

/** Counts hits up to `most`, and keeps the first `perGroup` of each group. */
function gather(exhibits: ExhibitNames, folded: string, perGroup: number, most: number) {
  const groups = new Map<string, Group>();
  let total = 0;
  let full = false;

  function add(kind: HitKind, ref: string, row: number | null, text: string): void {
    const exhibit = kind === 'row' ? Number(ref) : null;
    const { title = '', columns } = exhibits.get(exhibit) ?? {};
    const key = exhibit === null ? kind : String(exhibit);
    const group = groups.get(key) ?? { kind, exhibit, title, total: 0, hits: [] };
    groups.set(key, group);
    total += 1;
    group.total += 1;
    if (group.hits.length >= perGroup) return;
    const names = kind === 'row' ? (columns?.() ?? []) : fieldsOf[kind];
    group.hits.push({ kind, ...placeOf(kind, ref), row, ...foundIn(text, names, folded) });
  }

  return {
    isFull: () => full,
    take({ kind, ref, row, text }: StoredText): void {
      for (const each of rowsHolding(text, folded)) {
        full = total === most;
        if (full) return;
        add(kind, ref, row === null ? null : row + each.at, each.text);
      }
    },
    result: () => ({
      total,
      totalIsExact: !full,
      groups: [...groups.values()].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind)),
    }),
  };
}

const namesOf = statement<[number], { number: number; title: string; columns: string }>(
  'SELECT number, title, columns FROM exhibits WHERE owner = ?',
);

/** The exhibits by number; null has none. */
function exhibitNames(db: Database.Database, owner: number) {
  return new Map<number | null, { title: string; columns: () => readonly string[] }>(
    namesOf(db)
      .all(owner)
      .map(({ number, title, columns }) => [
        number,
        { title, columns: () => z.array(z.string()).parse(JSON.parse(columns)) },
      ]),
  );
}

function foundIn(text: string, names: readonly string[], folded: string) {
  const fields = text.split(fieldBorder);
  const at = Math.max(
    0,
    fields.findIndex((field) => fold(field).includes(folded)),
  );
  return { field: names[at] ?? '', snippet: snippetOf(fields[at] ?? '', folded) };
}

function placeOf(kind: HitKind, ref: string): { exhibit: number | null; id: string | null } {
  if (kind === 'row' || kind === 'exhibit' || kind === 'query') return { exhibit: Number(ref), id: null };
  if (kind === 'bookmark') {
    const { bookmarkId, exhibit } = bookmarkRef.parse(ref);
    return { exhibit, id: bookmarkId };
  }
  return { exhibit: null, id: kind === 'case' ? null : ref };
}
