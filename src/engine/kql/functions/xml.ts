import type { Json } from '../values/json.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

/** The longest text that the service reads, in bytes. */
const longest = 1_048_576;
const name = '[\\p{L}_:][\\p{L}\\p{N}_:.-]*';
const attribute = `(${name})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`;
const token = new RegExp(
  [
    '<!--[^]*?-->',
    '<\\?[^]*?\\?>',
    '<!\\[CDATA\\[([^]*?)\\]\\]>',
    '<!DOCTYPE[^>\\[]*>',
    `</(${name})\\s*>`,
    `<(${name})((?:\\s+${attribute.replace(/\((?!\?)/g, '(?:')})*)\\s*(/?)>`,
    '([^<]+)',
  ].join('|'),
  'uy',
);
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

class Malformed extends Error {}

const plainText = (text: string): string =>
  text.replace(/&([^;]*;?)/g, (_, entity: string) => {
    const numeric = /^#(?:x([0-9a-fA-F]+)|(\d+));$/.exec(entity);
    if (numeric !== null)
      return String.fromCodePoint(Number.parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] ? 16 : 10));
    const known = entity.endsWith(';') ? named[entity.slice(0, -1)] : undefined;
    if (known === undefined) throw new Malformed(entity);
    return known;
  });

interface Element {
  readonly name: string;
  readonly slots: Map<string, Json[]>;
  text: string;
}

const add = (element: Element, key: string, value: Json): void => {
  element.slots.set(key, [...(element.slots.get(key) ?? []), value]);
};
const contentOf = (element: Element): Json => {
  const text = element.text.trim();
  if (element.slots.size === 0) return text === '' ? null : text;
  const slots = [...element.slots].map(
    ([key, values]) => [key, values.length === 1 ? (values[0] ?? null) : values] as const,
  );
  const attributes = slots.filter(([key]) => key.startsWith('@'));
  const children = slots.filter(([key]) => !key.startsWith('@'));
  return Object.fromEntries([...attributes, ...(text === '' ? [] : [['#text', text] as const]), ...children]);
};

/** The root element, read tag by tag. */
const read = (text: string): Element => {
  const document: Element = { name: '', slots: new Map(), text: '' };
  const open = [document];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    const current = open.at(-1);
    if (match === null || current === undefined) throw new Malformed();
    const [, cdata, closing, opening, attributes = '', selfClosing, characters] = match;
    if (cdata !== undefined || characters !== undefined) current.text += cdata ?? plainText(characters ?? '');
    if (opening !== undefined) {
      const element: Element = { name: opening, slots: new Map(), text: '' };
      for (const [, key = '', double, single] of attributes.matchAll(new RegExp(attribute, 'gu'))) {
        if (element.slots.has(`@${key}`)) throw new Malformed();
        add(element, `@${key}`, plainText(double ?? single ?? ''));
      }
      if (selfClosing === '/') add(current, opening, contentOf(element));
      else open.push(element);
    }
    if (closing !== undefined) {
      const parent = open.at(-2);
      if (parent === undefined || current.name !== closing) throw new Malformed();
      open.pop();
      add(parent, closing, contentOf(current));
    }
  }
  const roots = [...document.slots.values()].flat();
  if (open.length !== 1 || roots.length !== 1 || document.text.trim() !== '') throw new Malformed();
  return document;
};

/** XML as JSON: attributes are `@name`, text beside them `#text`, repeated elements an array; null when it is not well formed. */
const parseXml = (text: string): Json => {
  if (Buffer.byteLength(text) > longest || text.trim() === '') return null;
  if (/<!DOCTYPE[^>]*\[/.test(text)) throw new Error('parse_xml() of a text with an internal DTD is not supported');
  try {
    return contentOf(read(text.replace(/^\uFEFF/, '').trim()));
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
};

export const xmlFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['parse_xml'],
    args: ['text'],
    result: 'dynamic',
    run: parseXml,
    example: `parse_xml('<e name="value">text</e>')`,
  }),
];
