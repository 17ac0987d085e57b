import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { applicationId } from './format.ts';

/** Where the first page's content begins, after the file header. */
const headerBytes = 100;
const leafPage = 13;
const interiorPage = 5;

/**
 * Mends a damaged copy of a case file so far that SQLite opens it: a file that was cut off gets the length in its header that it
 * has, and a first page that is not one is made anew from the pages of the schema. Changes the copy; what it held otherwise stays.
 */
export function mendHead(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    const { size } = fstatSync(descriptor);
    const head = readAt(descriptor, 0, headerBytes);
    const pageSize = pageSizeOf(head);
    const pages = Math.floor(size / pageSize);
    if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0' || head.readUInt32BE(28) <= pages) return;
    writeSync(descriptor, bigEndian(pages), 0, 4, 28);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the first page of a damaged copy anew, over those pages of the schema that are found. */
export function rebuildFirstPage(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    const pageSize = pageSizeOf(readAt(descriptor, 0, headerBytes));
    const pages = Math.floor(fstatSync(descriptor).size / pageSize);
    const leaves: { page: number; last: number }[] = [];
    for (let page = 2; page <= pages; page += 1) {
      const last = schemaLeaf(readAt(descriptor, (page - 1) * pageSize, pageSize));
      if (last !== undefined) leaves.push({ page, last });
    }
    leaves.sort((a, b) => a.last - b.last);
    writeSync(descriptor, firstPage(pageSize, pages, leaves), 0, pageSize, 0);
  } finally {
    closeSync(descriptor);
  }
}

function readAt(descriptor: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, at);
  return bytes;
}

const bigEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** The page size that the header names, or SQLite's own where it names none. */
function pageSizeOf(head: Buffer): number {
  const named = head.readUInt16BE(16);
  return named >= 512 && (named & (named - 1)) === 0 ? named : 4096;
}

/** The newest row number of a leaf page of the schema; undefined for any other page. */
function schemaLeaf(page: Buffer): number | undefined {
  if (page[0] !== leafPage) return undefined;
  const cells = page.readUInt16BE(3);
  if (cells === 0 || 8 + cells * 2 > page.length) return undefined;
  let last = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    const number = schemaRow(page, page.readUInt16BE(8 + cell * 2));
    if (number === undefined || number <= last) return undefined;
    last = number;
  }
  return last;
}

/** The number of a row of the schema (type, name, table, root page, SQL) that begins here; undefined where none does. */
function schemaRow(page: Buffer, at: number): number | undefined {
  if (at < 8 || at >= page.length) return undefined;
  const read = varints(page, at);
  read();
  const number = read();
  const header = read.at();
  const body = header + read();
  const types = [read(), read(), read(), read(), read()];
  if (read.at() !== body || types.some((type, column) => column !== 3 && (type < 13 || type % 2 === 0)))
    return undefined;
  const type = page.toString('utf8', body, body + ((types[0] ?? 0) - 13) / 2);
  return ['table', 'trigger', 'index', 'view'].includes(type) ? number : undefined;
}

/** Reads SQLite's variable-length integers one after the other; those beyond 2^53 do not occur where it is used. */
function varints(page: Buffer, start: number) {
  let place = start;
  const read = () => {
    let value = 0;
    for (let byte = 0; byte < 8; byte += 1) {
      const next = page[place] ?? 0;
      place += 1;
      value = value * 128 + (next & 127);
      if (next < 128) return value;
    }
    place += 1;
    return value;
  };
  return Object.assign(read, { at: () => place });
}

function varint(value: number): Buffer {
  const bytes = [value & 127];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest & 127) | 128);
  return Buffer.from(bytes);
}

/** A file header and, after it, the root of the schema's tree over its leaf pages in order; an empty leaf where there are none. */
function firstPage(pageSize: number, pages: number, leaves: readonly { page: number; last: number }[]) {
  const bytes = Buffer.alloc(pageSize);
  bytes.write('SQLite format 3\0', 0, 'latin1');
  bytes.writeUInt16BE(pageSize, 16);
  bytes.set([1, 1, 0, 64, 32, 32], 18);
  const numbers: readonly [at: number, value: number][] = [
    [24, 1],
    [28, pages],
    [40, 1],
    [44, 4],
    [56, 1],
    [68, applicationId],
    [92, 1],
    [96, 3_050_000],
  ];
  for (const [at, value] of numbers) bytes.writeUInt32BE(value, at);
  if (leaves.length === 0) {
    bytes[headerBytes] = leafPage;
    bytes.writeUInt16BE(pageSize, headerBytes + 5);
    return bytes;
  }
  const inner = leaves.slice(0, -1);
  bytes[headerBytes] = interiorPage;
  bytes.writeUInt16BE(inner.length, headerBytes + 3);
  bytes.writeUInt32BE(leaves.at(-1)?.page ?? 0, headerBytes + 8);
  let content = pageSize;
  inner.forEach(({ page, last }, index) => {
    const cell = Buffer.concat([bigEndian(page), varint(last)]);
    content -= cell.length;
    bytes.set(cell, content);
    bytes.writeUInt16BE(content, headerBytes + 12 + index * 2);
  });
  bytes.writeUInt16BE(content, headerBytes + 5);
  return bytes;
}
