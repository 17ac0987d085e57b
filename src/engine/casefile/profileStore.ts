import type Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '../../core/custody/canonicalJson.ts';
import { type Profile, profile } from '../../shared/contract/profiles.ts';
import { CasebookError } from '../../shared/result.ts';
import type { ProfileContent } from './caseFile.ts';
import type { Connection } from './connection.ts';
import { limits } from './format.ts';
import { insertRecord, nextNumber, nextRevision, recordEvent } from './records.ts';
import { checkInForce, inForce, noSuch } from './tombstoneStore.ts';

/** Saves a new profile. Throws `invalidInput` when its content is longer than a profile may be. */
export function addProfile(connection: Connection, content: ProfileContent, actor: string): Profile {
  const { db } = connection;
  return connection.write(() => putRevision(db, nextNumber(db, 'profile'), content, actor));
}

/** Saves a profile's next revision; the earlier ones stay. Throws `invalidInput` when there is no such profile in force. */
export function reviseProfile(connection: Connection, id: number, content: ProfileContent, actor: string): Profile {
  const { db } = connection;
  return connection.write(() => {
    profileHistory(db, id);
    checkInForce(db, 'profile', id);
    return putRevision(db, id, content, actor);
  });
}

/** Every revision of a profile, oldest first, of a deleted one too. Throws `invalidInput` when there is no such profile. */
export function profileHistory(db: Database.Database, id: number): Profile[] {
  const rows = db.prepare(`${select} WHERE r.profile = ? ORDER BY r.revision`).all(id);
  if (rows.length === 0) throw noSuch(db, 'profile', id);
  return rows.map(shown);
}

/** The newest revision of every profile in force, in the order in which they were made. */
export const listProfiles = (db: Database.Database): Profile[] =>
  db
    .prepare(
      `${select} WHERE r.revision = (SELECT max(revision) FROM profile_revisions WHERE profile = r.profile)
       AND ${inForce('profile', 'r.profile')} ORDER BY r.profile`,
    )
    .all()
    .map(shown);

const select = `SELECT r.profile AS profileId, r.revision, r.name, r.device_model AS deviceModel, r.content, r.actor,
  r.at AS revisedAt, (SELECT at FROM profile_revisions WHERE profile = r.profile AND revision = 1) AS createdAt
  FROM profile_revisions AS r`;

const rowShape = z.looseObject({ content: z.string() });

function shown(stored: unknown): Profile {
  const row = rowShape.parse(stored);
  return profile.parse({ ...row, content: JSON.parse(row.content) });
}

function putRevision(db: Database.Database, id: number, content: ProfileContent, actor: string) {
  const revision = nextRevision(db, 'profile', id);
  insertRecord(db, 'profile_revisions', {
    profile: id,
    revision,
    name: content.name.toWellFormed(),
    device_model: content.deviceModel.toWellFormed(),
    content: contentText(content.content),
    actor,
    at: new Date().toISOString(),
  });
  const saved = shown(db.prepare(`${select} WHERE r.profile = ? AND r.revision = ?`).get(id, revision));
  return { event: recordEvent(db, 'profile', [id, revision], { actor }), result: saved };
}

function contentText(content: ProfileContent['content']): string {
  let text: string;
  try {
    text = canonicalJson(content);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CasebookError('invalidInput', `The profile cannot be saved: ${error.message}`, {}, { cause: error });
  }
  if (text.length <= limits.profileCharacters) return text;
  const message = `The profile has ${text.length} characters of JSON; at most ${limits.profileCharacters} can be saved.`;
  throw new CasebookError('invalidInput', message, { characters: text.length });
}
