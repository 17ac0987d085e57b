import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Found, HitKind, SearchHit } from '../../shared/contract/search.ts';
import { bookmarkRef, fieldsOf } from './caseDocuments.ts';
import { documentIds, indexedCase, indexedRows } from './catchUp.ts';
import { candidateExpression, fieldBorder, fold, foldSought, snippetOf } from './literalText.ts';

type CaseHits = Found['cases'][number];
type Group = CaseHits['groups'][number] & { hits: SearchHit[] };

interface DocumentRow {
  readonly kind: HitKind;
  readonly ref: string;
  readonly row: number | null;
  readonly text: string;
}

interface How {
  readonly perGroup: number;
  /** Where counting stops. */
  readonly most: number;
  /** Whether the index holds all of the case. */
  readonly complete: boolean;
}

/** What the index holds of a case that has `text`, grouped: records by kind, rows by exhibit. */
export function findInCase(
  db: Database.Database,
  path: string,
  text: string,
  { perGroup, most, complete }: How,
): Omit<CaseHits, 'caseId'> {
  const known = indexedCase(db, path);
  if (!known) {
    const index = { complete, rowsDone: 0, rows: 0 };
    return { path, title: '', total: 0, totalIsExact: true, groups: [], index };
  }
  const { id, title } = known;
  const folded = foldSought(text);
  const groups = new Map<string, Group>();
  const exhibits = exhibitNames(db, id);
  let total = 0;
  const { from, to } = documentIds(id);
  for (const document of candidates(db).iterate(candidateExpression(folded), from, to - 1)) {
    if (!fold(document.text).includes(folded)) continue;
    if (total === most) return result(false);
    total += 1;
    const exhibit = document.kind === 'row' ? Number(document.ref) : null;
    const key = exhibit === null ? document.kind : String(exhibit);
    const group = groups.get(key) ?? {
      kind: document.kind,
      exhibit,
      title: exhibit === null ? '' : (exhibits.get(exhibit)?.title ?? ''),
      total: 0,
      hits: [],
    };
    groups.set(key, group);
    group.total += 1;
    if (group.hits.length < perGroup) {
      const names =
        document.kind === 'row' ? (exhibits.get(Number(document.ref))?.columns() ?? []) : fieldsOf[document.kind];
      group.hits.push(hitOf(document, names, folded));
    }
  }
  return result(true);

  function result(totalIsExact: boolean): Omit<CaseHits, 'caseId'> {
    const index = { complete, ...indexedRows(db, id) };
    return { path, title, total, totalIsExact, groups: [...groups.values()], index };
  }
}

/** The index narrows by rowid, so that a search of one case does not read the others. */
const candidates = (db: Database.Database) =>
  db.prepare<[string, number, number], DocumentRow>(
    `SELECT kind, ref, row, documents.text AS text FROM texts JOIN documents ON documents.id = texts.rowid
      WHERE texts MATCH ? AND texts.rowid BETWEEN ? AND ? ORDER BY texts.rowid`,
  );

function exhibitNames(db: Database.Database, owner: number) {
  const rows = db
    .prepare<[number], { number: number; title: string; columns: string }>(
      'SELECT number, title, columns FROM exhibits WHERE owner = ?',
    )
    .all(owner);
  return new Map(
    rows.map(({ number, title, columns }) => [
      number,
      { title, columns: () => z.array(z.string()).parse(JSON.parse(columns)) },
    ]),
  );
}

function hitOf({ kind, ref, row, text }: DocumentRow, names: readonly string[], folded: string): SearchHit {
  const fields = text.split(fieldBorder);
  const at = Math.max(
    0,
    fields.findIndex((field) => fold(field).includes(folded)),
  );
  return {
    kind,
    ...placeOf(kind, ref),
    row,
    field: names[at] ?? '',
    snippet: snippetOf(fields[at] ?? '', folded),
  };
}

function placeOf(kind: HitKind, ref: string): { exhibit: number | null; id: string | null } {
  if (kind === 'row' || kind === 'exhibit' || kind === 'query') return { exhibit: Number(ref), id: null };
  if (kind === 'bookmark') {
    const { bookmarkId, exhibit } = bookmarkRef.parse(ref);
    return { exhibit, id: bookmarkId };
  }
  return { exhibit: null, id: kind === 'case' ? null : ref };
}
