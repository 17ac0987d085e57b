import { gzipSync } from 'node:zlib';

import { altered, type MakeHostile, unstrict } from './testHostile.ts';

const injections: Record<string, string> = {
  HTML: '"><img src=x onerror=alert(1)><script>alert(2)</script>',
  Markdown: '[x](javascript:alert(1)) ![y](file:///etc/passwd)\n# heading\n<details open ontoggle=alert(1)>',
  Typst: '#read("/etc/passwd") #eval("1") $x$ @cite <label> \\ #import "@preview/x"',
  SQL: "'; DROP TABLE exhibits; --",
  'path escapes': '../../../../etc/passwd\\..\\..\\CON:NUL',
  'terminal controls': '\u001b[2J\u001b]0;x\u0007\u202egnp.exe\u0000end',
};
const texts: readonly (readonly [table: string, columns: readonly string[]])[] = [
  [
    'case_facts',
    ['title', 'examiner', 'source_label', 'product_version', 'window_from', 'source', 'case_id', 'created_at'],
  ],
  ['subjects', ['name', 'kind']],
  [
    'exhibits',
    [
      'title',
      'kql',
      'error_message',
      'source_label',
      'identity',
      'started_at',
      'parameters',
      'versions',
      'verdicts',
      'columns',
      'variant',
    ],
  ],
  ['answer_revisions', ['reason', 'actor', 'value', 'question_id']],
  ['task_revisions', ['remark', 'state']],
  ['note_revisions', ['text', 'actor', 'at']],
  ['finding_revisions', ['title', 'reason', 'alternatives', 'techniques', 'severity', 'confidence']],
  ['bookmark_revisions', ['comment', 'row_sha256']],
  ['profile_revisions', ['name', 'device_model', 'content']],
  ['attachments', ['name', 'media_type', 'comment', 'sha256']],
  ['exhibit_roles', ['name']],
  ['answer_limitations', ['reason']],
  ['tombstones', ['reason']],
  ['raw_answers', ['encoding']],
  ['custody_events', ['actor', 'action', 'detail', 'hash', 'at']],
];
const quoted = (text: string) => `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`;
/** Our schema with values that no case holds. */
export const values: Record<string, MakeHostile> = {};
for (const [table, columns] of texts) {
  const everyColumn = (value: string) =>
    columns.filter((column) => !/^(kind|question_id)$/.test(column)).map((c) => `${c} = ${value}`);
  for (const [what, text] of Object.entries(injections)) {
    values[`${what} in the texts of ${table}`] = altered(`UPDATE ${table} SET ${everyColumn(quoted(text)).join(', ')}`);
  }
  for (const column of columns.filter((name) => name !== 'question_id')) {
    values[`bytes that are not UTF-8 in ${table}.${column}`] = altered(
      `UPDATE ${table} SET ${column} = CAST(x'eda080c328ff00fe' AS TEXT)`,
    );
  }
}
for (const [table, column] of [
  ['note_revisions', 'text'],
  ['exhibits', 'kql'],
  ['finding_revisions', 'reason'],
  ['custody_events', 'detail'],
  ['profile_revisions', 'content'],
  ['exhibits', 'columns'],
  ['r1', 'c1'],
] as const) {
  values[`50 MB in ${table}.${column}`] = altered(
    `UPDATE ${table} SET ${column} = hex(zeroblob(25000000)) WHERE ${column} IS (SELECT max(${column}) FROM ${table})`,
  );
}
for (const [name, sql] of Object.entries({
  'a negative row count': 'UPDATE exhibits SET row_count = -1',
  'a row count of 2^63 - 1': 'UPDATE exhibits SET row_count = 9223372036854775807',
  'a raw answer of -1 bytes': 'UPDATE exhibits SET answer_bytes = -1',
  'a raw answer of 2^63 - 1 bytes': 'UPDATE exhibits SET answer_bytes = 9223372036854775807',
  'an exhibit of a negative number': 'UPDATE exhibits SET number = -1 WHERE number = 2',
  'an exhibit of number 2^62': 'UPDATE exhibits SET number = 4611686018427387904 WHERE number = 2',
  'revision 0': 'UPDATE note_revisions SET revision = 0 WHERE revision = 1',
  'revision -5': 'UPDATE answer_revisions SET revision = -5 WHERE revision = 1',
  'a finding of number -1': 'UPDATE finding_revisions SET finding = -1 WHERE finding = 2',
  'an attachment of number 0': 'UPDATE attachments SET number = 0',
  'an attachment of -1 bytes': 'UPDATE attachments SET bytes = -1',
  'a citation of row -1': 'UPDATE citations SET row = -1',
  'a citation of exhibit 999': 'UPDATE citations SET exhibit = 999',
  'a bookmark of row 2^62': 'UPDATE bookmark_revisions SET row = 4611686018427387904',
  'events numbered from -1': 'UPDATE custody_events SET sequence = -1 WHERE sequence = 1',
  'an event of number 2^63 - 1': 'UPDATE custody_events SET sequence = 9223372036854775807 WHERE sequence = 20',
  'no events': 'DELETE FROM custody_events',
  'no facts': 'DELETE FROM case_facts',
  'three subjects': "INSERT INTO subjects VALUES (3, 'device', 'x')",
  'a role of an exhibit that is not there': 'UPDATE exhibit_roles SET of_exhibit = 999',
  'an exhibit that belongs to itself': 'UPDATE exhibit_roles SET of_exhibit = 3',
  'a million columns': `UPDATE exhibits SET columns = (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000)
    SELECT json_group_array(json_object('name', 'c', 'type', 'long')) FROM c) WHERE number = 1`,
  'columns nested a million deep': `UPDATE exhibits SET columns = replace(hex(zeroblob(500000)), '0', '[') WHERE number = 1`,
  'a playbook nested a million deep': `UPDATE playbook_snapshot SET playbook = replace(hex(zeroblob(500000)), '0', '[')`,
  'a playbook of 40 MB': `UPDATE playbook_snapshot SET playbook = '"' || hex(zeroblob(20000000)) || '"'`,
  'a profile nested a million deep': `UPDATE profile_revisions SET content = replace(hex(zeroblob(500000)), '0', '[')`,
  'a profile with a key of its prototype': `UPDATE profile_revisions SET content = '{"__proto__":{"x":1}}'`,
  'parameters with a key of their prototype': `UPDATE exhibits SET parameters = '{"__proto__":"x","constructor":"y"}'`,
  'a source in another kind of place': `UPDATE case_facts SET source = '{"kind":"ftp","folder":"x"}'`,
  'a source folder of a device': `UPDATE case_facts SET source = '{"folder":"/dev","kind":"local"}'`,
  'ten thousand notes': `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000)
    INSERT INTO note_revisions SELECT n + 10, 1, 'x', 'y', '2026-01-01T00:00:00Z' FROM c`,
  'a raw answer in another encoding': "UPDATE raw_answers SET encoding = 'zip'",
  'a raw answer that is empty': "UPDATE raw_answers SET content = x''",
  'a raw answer cut off': 'UPDATE raw_answers SET content = substr(content, 1, 30)',
  'a raw answer that is noise': 'UPDATE raw_answers SET content = randomblob(5000)',
  'a raw answer that is a bomb': `UPDATE raw_answers SET content = x'${gzipSync(Buffer.alloc(50_000_000)).toString('hex')}'`,
  'a bomb that says how large it is': `UPDATE raw_answers SET content = x'${gzipSync(Buffer.alloc(50_000_000)).toString('hex')}';
    UPDATE exhibits SET answer_bytes = 50000000`,
  'a raw answer of a thousand parts': `UPDATE raw_answers SET content = x'${gzipSync('').toString('hex').repeat(1000)}'`,
  'an attachment of 60 MB': 'UPDATE attachments SET content = zeroblob(60000000)',
})) {
  values[name] = altered(sql);
}
for (const [table, sql] of [
  ['note_revisions', "UPDATE note_revisions SET text = x'ff00ff'"],
  ['note_revisions', 'UPDATE note_revisions SET text = 1.5'],
  ['exhibits', "UPDATE exhibits SET title = x'00'"],
  ['exhibits', "UPDATE exhibits SET row_count = 'many'"],
  ['case_facts', "UPDATE case_facts SET title = x'ff'"],
  ['custody_events', 'UPDATE custody_events SET detail = 1.5'],
  ['finding_revisions', 'UPDATE finding_revisions SET techniques = 7'],
  ['attachments', 'UPDATE attachments SET name = 9e999'],
] as const) {
  values[`a value of another type: ${sql}`] = unstrict(table, sql);
}
