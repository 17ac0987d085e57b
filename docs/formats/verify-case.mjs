/**
 * Verifies a case file by what case-file.md says of the format, with nothing of Casebook: the standard library of Node 24 and
 * better-sqlite3 alone. `node verify-case.mjs CASE [--json]`; exit code 0 when everything matches, 1 when something does not,
 * 2 when the file is not a case of format 1 or 2. The statements of case-file-1.sql and case-file-2.sql are read beside it.
 */
import { createHash, hash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { argv, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';

const applicationId = 0x43424b31;
const newestFormat = 2;
const sha256 = (data) => hash('sha256', data);

/** Each kind of record: its table, the columns of its key with their names in an event, and the rows that belong to it. */
const kinds = [
  {
    actions: ['run'],
    table: 'exhibits',
    key: [['number', 'exhibit']],
    parts: [{ table: 'exhibit_roles', key: ['exhibit'], order: 'exhibit' }],
    name: (number) => `exhibit ${number}`,
  },
  {
    actions: ['answer'],
    table: 'answer_revisions',
    key: [['question_id', 'questionId'], ['revision']],
    parts: [
      { table: 'citations', key: ['question_id', 'revision'], order: 'position', always: true },
      { table: 'answer_limitations', key: ['question_id', 'revision'], order: 'revision' },
    ],
    name: (id, revision) => `answer to ${id}, revision ${revision}`,
  },
  { actions: ['task'], table: 'task_revisions', key: [['task_id', 'taskId'], ['revision']], name: revised('task') },
  { actions: ['note'], table: 'note_revisions', key: [['note'], ['revision']], name: revised('note') },
  {
    actions: ['finding', 'cite'],
    table: 'finding_revisions',
    key: [['finding'], ['revision']],
    parts: [{ table: 'finding_citations', key: ['finding', 'revision'], order: 'position', always: true }],
    name: revised('finding'),
    since: 2,
  },
  {
    actions: ['bookmark'],
    table: 'bookmark_revisions',
    key: [['bookmark'], ['revision']],
    name: revised('bookmark'),
    since: 2,
  },
  {
    actions: ['profile'],
    table: 'profile_revisions',
    key: [['profile'], ['revision']],
    name: revised('profile'),
    since: 2,
  },
  {
    actions: ['attachment'],
    table: 'attachments',
    key: [['number', 'attachment']],
    without: 'content',
    name: (number) => `attachment ${number}`,
    since: 2,
  },
  {
    actions: ['delete'],
    table: 'tombstones',
    key: [['kind'], ['id']],
    name: (kind, id) => `deletion of ${kind} ${id}`,
    since: 2,
  },
];

function revised(what) {
  return (id, revision) => `${what} ${id}, revision ${revision}`;
}

/** A file that is not a case of a known format; there is nothing to verify. */
class NotACase extends Error {}

/** What does not match, in order; empty when everything does. Throws NotACase. */
export function verifyCaseFile(path) {
  const problems = [];
  let head = '';
  let db;
  const attempt = (name, check) => {
    try {
      check();
    } catch (error) {
      if (error instanceof NotACase) throw error;
      problems.push(`${name}: ${String(error.message).replaceAll('\n', ' ')}`);
    }
  };
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    const format = formatOf(db);
    const context = { db, format, problems, attempt, unreadable: false };
    attempt('schema', () => checkSchema(context));
    if (context.unreadable) return { ok: false, problems, head };
    attempt('file structure', () => checkStructure(context));
    attempt('custody', () => {
      head = checkCustody(context);
    });
    attempt('exhibits', () => {
      for (const exhibit of db.prepare('SELECT * FROM exhibits ORDER BY number').all()) {
        attempt(`exhibit ${exhibit.number}`, () => checkExhibit(context, exhibit));
      }
    });
    checkCitations(context);
  } catch (error) {
    if (error instanceof NotACase) throw error;
    if (error.code === 'SQLITE_NOTADB' || error.code === 'SQLITE_CANTOPEN') throw new NotACase(error.message);
    problems.push(`file: ${error.message}`);
  } finally {
    db?.close();
  }
  return { ok: problems.length === 0, problems, head };
}

function formatOf(db) {
  if (db.pragma('application_id', { simple: true }) !== applicationId) throw new NotACase('another application_id');
  const format = db.pragma('user_version', { simple: true });
  if (format < 1 || format > newestFormat) throw new NotACase(`format ${format} is not known`);
  return format;
}

function checkStructure({ db, problems }) {
  for (const line of db.prepare('PRAGMA integrity_check(20)').pluck().all()) {
    if (line !== 'ok') problems.push(`file structure: ${line}`);
  }
  if (db.prepare('PRAGMA foreign_key_check').all().length > 0)
    problems.push('file structure: a row belongs to nothing');
}

const storage = { bool: 'INTEGER', int: 'INTEGER', long: 'INTEGER', real: 'ANY' };

/**
 * The file's objects are those of the documented statements and of its exhibits' row tables, and no others. Nothing is read
 * from a table before it is known to be as documented: a view without end would run here.
 */
function checkSchema(context) {
  const { db, format } = context;
  const objects = (from) => from.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();
  const model = new Database(':memory:');
  try {
    for (let step = 1; step <= format; step += 1) {
      model.exec(readFileSync(new URL(`case-file-${step}.sql`, import.meta.url), 'utf8'));
    }
    const isRows = ({ type, tbl_name: table }) => type !== 'view' && /^r\d+$/.test(table);
    const found = objects(db);
    compareObjects(
      context,
      found.filter((object) => !isRows(object)),
      objects(model),
    );
    if (context.unreadable) return;
    const answered = "SELECT number, columns FROM exhibits WHERE outcome = 'answered'";
    for (const { number, columns } of db.prepare(answered).all()) makeRowTable(model, number, JSON.parse(columns));
    compareObjects(context, found.filter(isRows), objects(model).filter(isRows));
  } finally {
    model.close();
  }
}

function makeRowTable(model, number, columns) {
  const cells = columns.map(({ type }, at) => `, c${at} ${storage[type] ?? 'TEXT'}`);
  model.exec(`CREATE TABLE r${number} (n INTEGER PRIMARY KEY${cells.join('')}) STRICT`);
  for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
    const name = `r${number}_no_${event.toLowerCase()}`;
    model.exec(
      `CREATE TRIGGER ${name} BEFORE ${event} ON r${number} BEGIN SELECT RAISE(ABORT, 'r${number} is final'); END`,
    );
  }
}

function compareObjects(context, found, documented) {
  const text = (object) => JSON.stringify([object.type, object.name, object.tbl_name, object.sql]);
  const expected = new Set(documented.map(text));
  for (const object of found) {
    if (expected.delete(text(object))) continue;
    context.problems.push(`schema: the ${object.type} "${object.name}" is not as documented`);
    context.unreadable ||= object.type !== 'trigger';
  }
  for (const missing of expected) context.problems.push(`schema: ${missing} is missing`);
}

/** The chain, each event with its record, and each record with its event. Hands back the head. */
function checkCustody(context) {
  const { db, format, problems, attempt } = context;
  const told = new Set();
  let previous = '0'.repeat(64);
  let sequence = 0;
  for (const event of db.prepare('SELECT * FROM custody_events ORDER BY sequence').all()) {
    const name = `custody event ${event.sequence}`;
    const { at, actor, action, detail, previous_hash: previousHash } = event;
    sequence += 1;
    if (event.sequence !== sequence) problems.push(`${name}: event ${sequence} was expected`);
    if (sequence === 1 && action !== 'create') problems.push(`${name}: does not create the case`);
    if (previousHash !== previous) problems.push(`${name}: does not follow the event before it`);
    const own = canonical({ action, actor, at, detail, previousHash, sequence: event.sequence });
    if (sha256(own) !== event.hash) problems.push(`${name}: does not match its hash`);
    previous = event.hash;
    attempt(name, () => checkEvent(context, action, JSON.parse(detail), told));
  }
  attempt('case facts', () => {
    for (const [table, rows] of Object.entries({ case_facts: 1, subjects: 2, playbook_snapshot: 1 })) {
      const found = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      if (found !== rows) problems.push(`case facts: ${table} has ${found} rows, not ${rows}`);
    }
    const { playbook, sha256: named } = db.prepare('SELECT playbook, sha256 FROM playbook_snapshot').get();
    if (sha256(playbook) !== named) problems.push('playbook snapshot: does not match its SHA-256');
  });
  for (const kind of kinds.filter(({ since = 1 }) => since <= format)) {
    attempt(kind.table, () => {
      const keys = db
        .prepare(`SELECT ${kind.key.map(([column]) => column).join(', ')} FROM ${kind.table}`)
        .raw()
        .all();
      for (const key of keys) {
        if (!told.has(kind.name(...key))) problems.push(`${kind.name(...key)}: no custody event tells of it`);
      }
    });
  }
  return previous;
}

function checkEvent(context, action, detail, told) {
  const { db, problems } = context;
  if (action === 'create') {
    tell(told, 'case facts', problems);
    const facts = db.prepare('SELECT * FROM case_facts').safeIntegers().get();
    const subjects = db.prepare('SELECT * FROM subjects ORDER BY number').safeIntegers().all();
    same(problems, 'case facts', facts && { ...facts, subjects }, detail.recordSha256);
    const playbook = db.prepare('SELECT playbook FROM playbook_snapshot').pluck().get() ?? '';
    if (sha256(playbook) !== detail.playbookSha256)
      problems.push('playbook snapshot: does not match its custody event');
    return;
  }
  const kind = kinds.find(({ actions }) => actions.includes(action));
  if (!kind) return;
  const key = kind.key.map(([column, member = column]) => detail[member]);
  const name = kind.name(...key);
  tell(told, name, problems);
  const record = recordOf(context, kind, key);
  same(problems, name, record, detail.recordSha256);
  if (detail.previousRecordSha256 !== undefined) {
    const before = [key[0], key[1] - 1];
    same(problems, kind.name(...before), recordOf(context, kind, before), detail.previousRecordSha256);
  }
  if (action === 'run' && record) checkRun(context, name, record, detail);
  if (action === 'attachment') {
    const { content, bytes, sha256: named } = db.prepare('SELECT * FROM attachments WHERE number = ?').get(...key);
    const found = sha256(content);
    if (found !== detail.contentSha256 || found !== named || content.length !== bytes) {
      problems.push(`${name}: its bytes are not those that were kept`);
    }
  }
  if (action === 'delete') {
    const hidden = kinds.find(({ actions }) => actions.includes(key[0]));
    const newest = db
      .prepare(
        `SELECT * FROM ${hidden.table} WHERE ${hidden.key[0][0]} = ? ORDER BY ${hidden.key.at(-1)[0]} DESC LIMIT 1`,
      )
      .get(key[1]);
    const hiddenKey = hidden.key.map(([column]) => newest?.[column] ?? null);
    same(problems, name, recordOf(context, hidden, hiddenKey), detail.hiddenRecordSha256);
  }
}

function tell(told, name, problems) {
  if (told.has(name)) problems.push(`${name}: custody tells of it twice`);
  told.add(name);
}

function same(problems, name, record, expected) {
  if (!record) problems.push(`${name}: is missing`);
  else if (sha256(canonical(record)) !== expected)
    problems.push(`${name}: does not match the hash in its custody event`);
}

/** A row as an object of its columns, with the rows that belong to it under the names of their tables. */
function recordOf({ db, format }, kind, key) {
  const where = (columns) => columns.map((column) => `${column} = ?`).join(' AND ');
  const columns = kind.key.map(([column]) => column);
  const row = db
    .prepare(`SELECT * FROM ${kind.table} WHERE ${where(columns)}`)
    .safeIntegers()
    .get(...key);
  if (!row) return undefined;
  if (kind.without) delete row[kind.without];
  for (const part of kind.parts ?? []) {
    if (format === 1 && !part.always) continue;
    const rows = db
      .prepare(`SELECT * FROM ${part.table} WHERE ${where(part.key)} ORDER BY ${part.order}`)
      .safeIntegers()
      .all(...key);
    if (rows.length > 0 || part.always) row[part.table] = rows;
  }
  return row;
}

/** The hashes that the event of a run names, against the exhibit and its stored bytes. */
function checkRun({ db, problems }, name, record, detail) {
  const content = db.prepare('SELECT content FROM raw_answers WHERE exhibit = ?').pluck().get(record.number);
  if (!content || sha256(content) !== detail.contentSha256) problems.push(`${name}: its stored bytes are others`);
  const named = [record.kql_sha256, record.answer_sha256, record.rows_sha256, Number(record.row_count)];
  const expected = [detail.kqlSha256, detail.answerSha256, detail.rowsSha256, detail.rowCount];
  if (named.some((value, at) => value !== expected[at])) problems.push(`${name}: its event names other hashes`);
}

/** The query, the raw answer and the stored rows give the hashes that were kept, and the answer's rows are the stored ones. */
function checkExhibit({ db, problems }, exhibit) {
  const name = `exhibit ${exhibit.number}`;
  if (sha256(exhibit.kql) !== exhibit.kql_sha256) problems.push(`${name}: its query does not match its SHA-256`);
  const stored = db.prepare('SELECT encoding, content FROM raw_answers WHERE exhibit = ?').get(exhibit.number);
  if (stored?.encoding !== 'gzip') throw new Error('there is no raw answer in gzip');
  const bytes = gunzipSync(stored.content, { maxOutputLength: Math.max(1, exhibit.answer_bytes) });
  if (bytes.length !== exhibit.answer_bytes || sha256(bytes) !== exhibit.answer_sha256) {
    problems.push(`${name}: its raw answer does not match its SHA-256`);
  }
  if (exhibit.outcome !== 'answered') {
    if (exhibit.row_count !== 0 || exhibit.rows_sha256 !== sha256('')) problems.push(`${name}: failed, and names rows`);
    return;
  }
  const types = JSON.parse(exhibit.columns).map(({ type }) => type);
  const kept = createHash('sha256');
  let count = 0;
  for (const [n, ...row] of storedRows(db, exhibit.number, types).iterate()) {
    count += 1;
    if (n !== BigInt(count)) problems.push(`${name}: row ${count} has the number ${n}`);
    kept.update(`${canonicalRow(row, types)}\n`);
  }
  if (count !== exhibit.row_count) problems.push(`${name}: has ${count} rows, not ${exhibit.row_count}`);
  if (kept.digest('hex') !== exhibit.rows_sha256) problems.push(`${name}: its rows do not match their SHA-256`);
  const answered = createHash('sha256');
  for (const row of answerRows(bytes)) {
    answered.update(
      `${canonicalRow(
        row.map((cell, at) => storedCell(cell, types[at])),
        types,
      )}\n`,
    );
  }
  if (answered.digest('hex') !== exhibit.rows_sha256)
    problems.push(`${name}: its rows are not those of its raw answer`);
}

function storedRows(db, exhibit, types, condition = '') {
  const cells = ['n', ...types.map((_, at) => `c${at}`)].join(', ');
  return db.prepare(`SELECT ${cells} FROM r${exhibit} ${condition} ORDER BY n`).safeIntegers().raw();
}

/**
 * The rows of the answer's only or primary table, in either form of an answer; a number comes with its text, so that no digit is
 * lost. Among the rows of a frame an error may stand, which is not an array.
 */
function answerRows(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const answer = JSON.parse(text, (_, value, { source }) => (typeof value === 'number' ? JSON.rawJSON(source) : value));
  if (Array.isArray(answer)) return answer.find(isPrimary).Rows.filter((row) => Array.isArray(row));
  const { tables } = answer;
  return (tables.find(({ name }) => name === 'PrimaryResult') ?? tables[0]).rows;
}

const isPrimary = ({ FrameType, TableKind }) => FrameType === 'DataTable' && TableKind === 'PrimaryResult';

/** A cell of an answer as a row table holds it. */
function storedCell(cell, type) {
  if (cell === null) return null;
  const number = JSON.isRawJSON(cell) ? cell.rawJSON : undefined;
  switch (type) {
    case 'bool':
      return cell === true || number === '1' ? 1n : 0n;
    case 'int':
    case 'long':
      return /^-?\d+$/.test(number ?? cell) ? BigInt(number ?? cell) : BigInt(Number(number));
    case 'real':
      return cell === 'NaN' ? cell : Number(number ?? cell);
    case 'decimal':
      return number ?? cell;
    case 'datetime': {
      const [whole, fraction = ''] = cell.slice(0, -1).split('.');
      return `${whole}.${fraction.padEnd(7, '0')}Z`;
    }
    default:
      return (typeof cell === 'string' ? cell : JSON.stringify(cell)).toWellFormed();
  }
}

/** The canonical JSON of a row: an array of its cells, a real as the hexadecimal digits of its IEEE 754 bits. */
function canonicalRow(row, types) {
  return canonical(
    row.map((cell, at) => {
      if (types[at] !== 'real' || typeof cell !== 'number') return cell;
      const bits = Buffer.alloc(8);
      bits.writeDoubleBE(cell);
      return bits.toString('hex');
    }),
  );
}

function checkCitations({ db, format, problems, attempt }) {
  const tables = ['citations', ...(format > 1 ? ['finding_citations', 'bookmark_revisions'] : [])];
  for (const table of tables) {
    attempt(table, () => {
      for (const { exhibit, row, row_sha256: expected } of db.prepare(`SELECT * FROM ${table}`).all()) {
        attempt(`${table}: exhibit ${exhibit}, row ${row}`, () => {
          const columns = db.prepare('SELECT columns FROM exhibits WHERE number = ?').pluck().get(exhibit);
          const types = JSON.parse(columns).map(({ type }) => type);
          const [, ...cells] = storedRows(db, exhibit, types, 'WHERE n = ?').get(row);
          if (sha256(canonicalRow(cells, types)) !== expected) {
            problems.push(`${table}: exhibit ${exhibit}, row ${row} is not the row that was cited`);
          }
        });
      }
    });
  }
}

/** Canonical JSON: members sorted by name, no white space, integers as digits. */
function canonical(value) {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

if (argv[1] && realpathSync(argv[1]) === fileURLToPath(import.meta.url)) {
  const [path] = argv.slice(2).filter((option) => option !== '--json');
  try {
    if (!path) throw new NotACase('usage: node verify-case.mjs CASE [--json]');
    const result = verifyCaseFile(path);
    const lines = [...result.problems, `${result.ok ? 'ok' : 'DIFFERENT'}, head ${result.head}`];
    stdout.write(`${argv.includes('--json') ? JSON.stringify(result) : lines.join('\n')}\n`);
    process.exitCode = result.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof NotACase)) throw error;
    stderr.write(`${path ? `${path}: ` : ''}${error.message}\n`);
    process.exitCode = 2;
  }
}
