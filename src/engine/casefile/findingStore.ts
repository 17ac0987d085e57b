import type Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '../../core/custody/canonicalJson.ts';
import { type Finding, finding } from '../../shared/contract/findings.ts';
import type { FindingContent } from './caseFile.ts';
import { citedRows, insertCitations, readCitations } from './citations.ts';
import type { Connection } from './connection.ts';
import { insertRecord, nextNumber, nextRevision, recordEvent } from './records.ts';
import { checkInForce, inForce, noSuch } from './tombstoneStore.ts';

/** Saves a new finding. Throws `unknownExhibit`, or `invalidInput` on a row that is not there. */
export function addFinding(connection: Connection, content: FindingContent, actor: string): Finding {
  const { db } = connection;
  return connection.write(() => putRevision(db, nextNumber(db, 'finding'), content, actor, 'finding'));
}

/** Saves a finding's next revision; the earlier ones stay. Throws `invalidInput` when there is no such finding in force. */
export function reviseFinding(connection: Connection, id: number, content: FindingContent, actor: string): Finding {
  const { db } = connection;
  return connection.write(() => {
    newestRevision(db, id);
    return putRevision(db, id, content, actor, 'finding');
  });
}

/** Saves a revision that cites these rows too; a row that is cited already is not cited twice. */
export function citeInFinding(
  connection: Connection,
  id: number,
  rows: FindingContent['citations'],
  actor: string,
): Finding {
  const { db } = connection;
  return connection.write(() => {
    const newest = newestRevision(db, id);
    const cited = new Set(newest.citations.map(({ exhibit, row }) => `${exhibit} ${row}`));
    const more = rows.filter(({ exhibit, row }) => !cited.has(`${exhibit} ${row}`));
    return putRevision(db, id, { ...newest, citations: [...newest.citations, ...more] }, actor, 'cite');
  });
}

/** Every revision of a finding, oldest first, of a deleted one too. Throws `invalidInput` when there is no such finding. */
export function findingHistory(db: Database.Database, id: number): Finding[] {
  const rows = db.prepare(`${select} WHERE r.finding = ? ORDER BY r.revision`).all(id);
  if (rows.length === 0) throw noSuch(db, 'finding', id);
  return rows.map((row) => shown(db, row));
}

/** The newest revision of every finding in force, in the order in which they were made. */
export const listFindings = (db: Database.Database): Finding[] =>
  db
    .prepare(
      `${select} WHERE r.revision = (SELECT max(revision) FROM finding_revisions WHERE finding = r.finding)
       AND ${inForce('finding', 'r.finding')} ORDER BY r.finding`,
    )
    .all()
    .map((row) => shown(db, row));

const select = `SELECT r.*, (SELECT at FROM finding_revisions WHERE finding = r.finding AND revision = 1) AS created_at
  FROM finding_revisions AS r`;

const rowShape = z.looseObject({
  finding: z.number(),
  revision: z.number(),
  techniques: z.string(),
  at: z.string(),
  created_at: z.string(),
});

function shown(db: Database.Database, stored: unknown): Finding {
  const { finding: findingId, at, created_at, techniques, ...rest } = rowShape.parse(stored);
  return finding.parse({
    ...rest,
    findingId,
    techniques: JSON.parse(techniques),
    citations: readCitations(db, 'finding_citations', [findingId, rest.revision]),
    createdAt: created_at,
    revisedAt: at,
  });
}

function newestRevision(db: Database.Database, id: number): Finding {
  const newest = findingHistory(db, id).at(-1);
  if (!newest) throw noSuch(db, 'finding', id);
  checkInForce(db, 'finding', id);
  return newest;
}

function putRevision(
  db: Database.Database,
  id: number,
  content: FindingContent,
  actor: string,
  action: 'finding' | 'cite',
) {
  const revision = nextRevision(db, 'finding', id);
  const cited = citedRows(db, content.citations);
  insertRecord(db, 'finding_revisions', {
    finding: id,
    revision,
    title: content.title.toWellFormed(),
    severity: content.severity,
    techniques: canonicalJson(content.techniques),
    reason: content.reason.toWellFormed(),
    alternatives: content.alternatives.toWellFormed(),
    confidence: content.confidence,
    actor,
    at: new Date().toISOString(),
  });
  insertCitations(db, 'finding_citations', { finding: id, revision }, cited);
  const saved = shown(db, db.prepare(`${select} WHERE r.finding = ? AND r.revision = ?`).get(id, revision));
  return { event: recordEvent(db, 'finding', [id, revision], { actor, action }), result: saved };
}
