import type Database from 'better-sqlite3';
import { canonicalJson, type JsonValue } from '../../core/custody/canonicalJson.ts';
import { CasebookError } from '../../shared/result.ts';
import { readCustody } from './custodyStore.ts';
import { kindsInOrder, type RecordKindName } from './recordKinds.ts';
import { caseRecord, readRecord, type StoredRecord } from './records.ts';
import { sha256Hex } from './sha256.ts';
import { type ToldRecord, toldRecords } from './toldRecords.ts';

/** What of a case is chosen; the case facts, the playbook and the whole custody chain always go with it. */
export interface PartChoice {
  readonly exhibits: ReadonlySet<number>;
  readonly notes: boolean;
  /** Answers and tasks. */
  readonly answers: boolean;
  /** Findings, bookmarks and profiles. */
  readonly findings: boolean;
  readonly attachments: boolean;
}

/** A record as the canonical JSON that its hash is of. */
interface PartRecord extends ToldRecord {
  readonly text: string;
}

/** A part of a case that stands by itself: nothing in it rests on an exhibit that is not in it. */
export interface CasePart {
  readonly facts: string;
  readonly playbook: string;
  readonly records: readonly PartRecord[];
  /** Every record that is not in it, with the reason. */
  readonly leftOut: readonly { readonly record: string; readonly recordSha256: string; readonly reason: string }[];
}

/**
 * Reads a part of a case. An answer, a finding or a bookmark that rests on an exhibit which is not chosen is left out with all
 * its revisions. Throws `unknownExhibit`, `invalidInput` where an exhibit belongs to one that is not chosen, and `caseDamaged`
 * where a record is not the one that its custody event tells of.
 */
export function readPart(db: Database.Database, choice: PartChoice): CasePart {
  const all = [...toldRecords(readCustody(db)).values()].map((told) => ({ told, record: recordOf(db, told) }));
  checkExhibits(all, choice);
  const reasons = reasonsToLeaveOut(all, choice);
  const records: PartRecord[] = [];
  const leftOut: CasePart['leftOut'][number][] = [];
  for (const [kindName] of kindsInOrder) {
    for (const { told, record } of all) {
      if (told.kind !== kindName) continue;
      const reason = reasons.get(itemOf(told));
      const { name, recordSha256 } = told;
      if (reason === undefined) records.push({ ...told, text: canonicalJson(record) });
      else leftOut.push({ record: name, recordSha256, reason });
    }
  }
  const playbook = db.prepare<[], string>('SELECT playbook FROM playbook_snapshot').pluck().get();
  const facts = caseRecord(db);
  if (!facts || playbook === undefined) throw new CasebookError('caseDamaged', 'The case has no facts or no playbook.');
  return { facts: canonicalJson(facts), playbook, records, leftOut };
}

interface Read {
  readonly told: ToldRecord;
  readonly record: StoredRecord;
}

function recordOf(db: Database.Database, { kind: kindName, key, name, recordSha256 }: ToldRecord): StoredRecord {
  const kind = kindsInOrder.find(([each]) => each === kindName)?.[1];
  const record = kind && readRecord(db, kind, key);
  if (record && sha256Hex(canonicalJson(record)) === recordSha256) return record;
  throw new CasebookError(
    'caseDamaged',
    `${name} is not the one that its custody event tells of: verify the case before any part of it is handed on.`,
  );
}

/** The revisions of one thing, and its deletion, go together. */
const itemOf = ({ kind, key }: ToldRecord): string =>
  kind === 'tombstone' ? `${key[0]} ${key[1]}` : `${kind} ${key[0]}`;

function checkExhibits(all: readonly Read[], { exhibits }: PartChoice): void {
  const known = new Map(all.flatMap(({ told, record }) => (told.kind === 'exhibit' ? [[told.key[0], record]] : [])));
  for (const number of exhibits) {
    const record = known.get(number);
    if (!record) throw new CasebookError('unknownExhibit', `There is no exhibit ${number}.`, { exhibit: number });
    for (const { of_exhibit: base } of members(record, 'exhibit_roles')) {
      if (base === null || base === undefined || exhibits.has(Number(base))) continue;
      const message = `Exhibit ${number} belongs to exhibit ${base}: choose that one too, or leave out both.`;
      throw new CasebookError('invalidInput', message, { exhibit: number });
    }
  }
}

const groups: Readonly<Record<Exclude<RecordKindName, 'exhibit' | 'tombstone'>, keyof Omit<PartChoice, 'exhibits'>>> = {
  answer: 'answers',
  task: 'answers',
  note: 'notes',
  finding: 'findings',
  bookmark: 'findings',
  profile: 'findings',
  attachment: 'attachments',
};

/** Why an item is left out, by item; one that is chosen is not in the map. */
function reasonsToLeaveOut(all: readonly Read[], choice: PartChoice): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { told, record } of all) {
    if (told.kind === 'tombstone') continue;
    const item = itemOf(told);
    const missing = exhibitsBehind(told.kind, record).find((exhibit) => !choice.exhibits.has(exhibit));
    if (told.kind === 'exhibit') {
      if (!choice.exhibits.has(Number(told.key[0]))) reasons.set(item, 'not chosen');
    } else if (!choice[groups[told.kind]]) reasons.set(item, 'not chosen');
    else if (missing !== undefined) reasons.set(item, `rests on exhibit ${missing}, which is not chosen`);
  }
  return reasons;
}

function exhibitsBehind(kind: RecordKindName, record: StoredRecord): number[] {
  if (kind === 'bookmark') return [Number(record.exhibit)];
  return [...members(record, 'citations'), ...members(record, 'finding_citations')].map(({ exhibit }) =>
    Number(exhibit),
  );
}

function members(record: StoredRecord, table: string): { readonly [column: string]: JsonValue | undefined }[] {
  const rows = record[table];
  return Array.isArray(rows) ? rows : [];
}
