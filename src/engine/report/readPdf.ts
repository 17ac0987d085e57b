import { inflateSync } from 'node:zlib';

/** What tests look for in a PDF that the typesetter wrote. It reads that writer's plain object syntax, no PDF in general. */
export interface ReadPdf {
  readonly header: string;
  readonly pages: readonly { readonly width: number; readonly height: number; readonly text: string }[];
  /** Titles of the bookmarks in the order of the file's objects. */
  readonly bookmarks: readonly string[];
  /** How often each structure tag occurs, such as `TH`. */
  readonly tags: Readonly<Record<string, number>>;
  readonly metadata: string;
  readonly catalog: string;
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer | undefined;
}

/** Reads the pages' text by way of each font's ToUnicode map, the bookmarks, the tags and the XMP metadata. */
export function readPdf(pdf: Uint8Array): ReadPdf {
  const bytes = Buffer.from(pdf);
  const objects = readObjects(bytes);
  const all = [...objects.values()];
  const pages = all.filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary));
  const order = (all.find(({ dictionary }) => dictionary.includes('/Type /Pages'))?.dictionary ?? '').match(
    /\d+(?= 0 R)/g,
  );
  const ordered = (order ?? []).map((number) => objects.get(number)).filter((page) => page && pages.includes(page));
  const tags: Record<string, number> = {};
  for (const { dictionary } of all) {
    const tag = /\/Type \/StructElem\n\s*\/S \/(\w+)/.exec(dictionary)?.[1];
    if (tag) tags[tag] = (tags[tag] ?? 0) + 1;
  }
  return {
    header: bytes.subarray(0, 8).toString('latin1'),
    pages: ordered.map((page) => readPage(page?.dictionary ?? '', objects)),
    bookmarks: all.flatMap(({ dictionary }) =>
      /\/Parent \d+ 0 R/.test(dictionary) && /\/Title /.test(dictionary) ? [titleOf(dictionary)] : [],
    ),
    tags,
    metadata: all.find(({ dictionary }) => dictionary.includes('/Type /Metadata'))?.stream?.toString('utf8') ?? '',
    catalog: all.find(({ dictionary }) => dictionary.includes('/Type /Catalog'))?.dictionary ?? '',
  };
}

function readObjects(bytes: Buffer): Map<string, PdfObject> {
  const text = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  const opening = /(?:^|\n)(\d+) 0 obj\n/g;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const end = text.indexOf('endobj', opening.lastIndex);
    const body = text.slice(opening.lastIndex, end);
    const at = body.indexOf('stream\n');
    if (at === -1) {
      objects.set(found[1] ?? '', { dictionary: body, stream: undefined });
      continue;
    }
    const dictionary = body.slice(0, at);
    const start = opening.lastIndex + at + 'stream\n'.length;
    const raw = bytes.subarray(start, start + Number(/\/Length (\d+)/.exec(dictionary)?.[1]));
    const stream = dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw;
    objects.set(found[1] ?? '', { dictionary, stream });
    opening.lastIndex = start + raw.length;
  }
  return objects;
}

function readPage(dictionary: string, objects: Map<string, PdfObject>) {
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(dictionary);
  const fonts = new Map(
    [...dictionary.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name, number]) => [
      name ?? '',
      readUnicodeMap(objects.get(number ?? '')?.dictionary ?? '', objects),
    ]),
  );
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  return { width: Number(box?.[1]), height: Number(box?.[2]), text: readText(content, fonts) };
}

function readUnicodeMap(font: string, objects: Map<string, PdfObject>): Map<number, string> {
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  return new Map(
    [...map.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)].map(([, glyph, text]) => [
      Number.parseInt(glyph ?? '', 16),
      Buffer.from(text ?? '', 'hex')
        .swap16()
        .toString('utf16le'),
    ]),
  );
}

/** The shown strings in the order of the content; each text object ends with a blank. */
function readText(content: string, fonts: Map<string, Map<number, string>>): string {
  let font = new Map<number, string>();
  let text = '';
  for (const [token] of content.matchAll(/\/f\d+ [\d.]+ Tf|\((?:[^()\\]|\\[\s\S])*\)|\bET\b/g)) {
    if (token === 'ET') text += ' ';
    else if (token.startsWith('/')) font = fonts.get(token.slice(1, token.indexOf(' '))) ?? font;
    else {
      const codes = unescaped(token.slice(1, -1));
      for (let at = 0; at + 1 < codes.length; at += 2)
        text += font.get(codes.charCodeAt(at) * 256 + codes.charCodeAt(at + 1)) ?? '�';
    }
  }
  return text;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal?: string, other?: string) =>
    octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (escapes[other ?? ''] ?? other ?? ''),
  );

function titleOf(dictionary: string): string {
  const hex = /\/Title <FEFF([0-9A-F]+)>/.exec(dictionary)?.[1];
  if (hex) return Buffer.from(hex, 'hex').swap16().toString('utf16le');
  return unescaped(/\/Title \(((?:[^()\\]|\\[\s\S])*)\)/.exec(dictionary)?.[1] ?? '');
}
