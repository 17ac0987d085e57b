import type Database from 'better-sqlite3';
import { limits } from './format.ts';
import { insertRecord, nextNumber } from './records.ts';
import type { Row } from './salvageRows.ts';
import { sha256Hex } from './sha256.ts';

/** Keeps what was read as attachments of lines of JSON; hands back their numbers, none where there is nothing. */
export function keepLines(db: Database.Database, name: string, rows: readonly Row[], actor: string): number[] {
  const numbers: number[] = [];
  let lines: string[] = [];
  let length = 0;
  const flush = () => {
    if (lines.length === 0) return;
    numbers.push(keepAttachment(db, name, Buffer.from(lines.join('')), actor));
    lines = [];
    length = 0;
  };
  for (const row of rows) {
    const line = `${JSON.stringify(row, exactly)}\n`;
    // A character has at most three bytes of UTF-8.
    if ((length + line.length) * 3 > limits.attachmentBytes) flush();
    lines.push(line);
    length += line.length;
  }
  flush();
  return numbers;
}

/** An integer that a number cannot hold goes as its digits. */
const exactly = (_: string, value: unknown) => {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
};

function keepAttachment(db: Database.Database, name: string, content: Buffer, actor: string): number {
  const number = nextNumber(db, 'attachment');
  insertRecord(db, 'attachments', {
    number,
    name,
    media_type: 'application/jsonl',
    bytes: content.byteLength,
    sha256: sha256Hex(content),
    content,
    comment: 'Kept by the recovery.',
    actor,
    at: new Date().toISOString(),
  });
  return number;
}
