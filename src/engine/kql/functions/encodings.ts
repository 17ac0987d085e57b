import { createHash } from 'node:crypto';
import { gunzipSync, inflateSync } from 'node:zlib';
import { isArray, type Json, numberOf } from '../values/json.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

const strict = new TextDecoder('utf-8', { fatal: true });

/** The bytes of padded base64 text, or undefined. */
const bytesOf = (text: string): Buffer | undefined =>
  text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
const textOf = (bytes: Uint8Array | undefined): string => {
  try {
    return bytes === undefined ? '' : strict.decode(bytes);
  } catch {
    return '';
  }
};
const unpacked =
  (unpack: (bytes: Uint8Array) => Uint8Array) =>
  (text: string): string => {
    const bytes = bytesOf(text);
    try {
      return bytes === undefined ? '' : textOf(unpack(bytes));
    } catch {
      return '';
    }
  };

/** The bytes of a guid as .NET lays them out: the first three groups little-endian. */
const guidBytes = (guid: string): Buffer => {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ]);
};

const codePoints = (...values: Json[]): string =>
  String.fromCodePoint(
    ...values.flatMap((value) => (isArray(value) ? value : [value])).map((value) => numberOf(value) ?? 0),
  );

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Error('url_decode() of text that is not a valid encoding is not supported');
  }
};

/**
 * Percent encoding with small digits. Refuses the characters that the standards of encoding treat differently, since the documentation
 * does not tell which of them it follows.
 */
const percentEncoded = (space: string) => (value: string) => {
  const unclear = /[~'!*()]/.exec(value)?.[0];
  if (unclear !== undefined) throw new Error(`url_encode() of ${unclear} is not supported`);
  return encodeURIComponent(value.toWellFormed())
    .replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
    .replaceAll('%20', space);
};

const base = 36;
/** The bias after each step, by RFC 3492. */
const adapted = (delta: number, count: number, first: boolean): number => {
  let left = first ? Math.floor(delta / 700) : delta >> 1;
  left += Math.floor(left / count);
  let k = 0;
  for (; left > 455; k += base) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
};
const threshold = (k: number, bias: number): number => Math.min(26, Math.max(1, k - bias));
const digit = (value: number): string => String.fromCharCode(value < 26 ? value + 97 : value + 22);

/** Punycode of one label, by RFC 3492. */
const punycodeOf = (text: string): string => {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < 128);
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let [n, delta, bias, handled] = [128, 0, 72, basic.length];
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta += 1;
      if (point !== n) continue;
      let q = delta;
      for (let k = base; ; k += base) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += digit(t + ((q - t) % (base - t)));
        q = Math.floor((q - t) / (base - t));
      }
      output += digit(q);
      bias = adapted(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    n += 1;
  }
  return output;
};
const fromPunycode = (text: string): string => {
  const dash = text.lastIndexOf('-');
  const output = [...text.slice(0, Math.max(dash, 0))];
  let [n, i, bias] = [128, 0, 72];
  const digits = text.slice(dash + 1).toLowerCase();
  for (let index = 0; index < digits.length; ) {
    const before = i;
    let weight = 1;
    for (let k = base; ; k += base) {
      const code = digits.charCodeAt(index++);
      const value = code >= 97 ? code - 97 : code - 22;
      if (Number.isNaN(code) || value < 0 || value > 35) return '';
      i += value * weight;
      const t = threshold(k, bias);
      if (value < t) break;
      weight *= base - t;
    }
    bias = adapted(i - before, output.length + 1, before === 0);
    n += Math.floor(i / (output.length + 1));
    i %= output.length + 1;
    output.splice(i++, 0, String.fromCodePoint(n));
  }
  return output.join('');
};

const text = (name: string, run: (value: string) => string, example: string): FunctionEntry =>
  jsFunction({ names: [name], args: ['text'], result: 'string', run, example });
const hash = (name: string, algorithm: string): FunctionEntry =>
  text(name, (value) => createHash(algorithm).update(value, 'utf8').digest('hex'), `${name}("a")`);
const domain = (change: (label: string) => string) => (value: string) => value.split('.').map(change).join('.');

export const encodingFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['base64_encode_tostring', 'base64_encodestring'],
    args: ['text'],
    result: 'string',
    run: (value: string) => Buffer.from(value, 'utf8').toString('base64'),
    example: 'base64_encode_tostring("a")',
  }),
  jsFunction({
    names: ['base64_decode_tostring', 'base64_decodestring'],
    args: ['text'],
    result: 'string',
    run: (value: string) => textOf(bytesOf(value)),
    example: 'base64_decode_tostring("YQ==")',
  }),
  jsFunction({
    names: ['base64_decode_toarray'],
    args: ['text'],
    result: 'dynamic',
    run: (value: string) => bytesOf(value)?.toJSON().data ?? null,
    example: 'base64_decode_toarray("YQ==")',
  }),
  jsFunction({
    names: ['base64_encode_fromarray'],
    args: ['dynamic'],
    result: 'string',
    run: (bytes: Json) =>
      isArray(bytes) ? Buffer.from(bytes.map((byte) => numberOf(byte) ?? 0)).toString('base64') : '',
    example: 'base64_encode_fromarray(dynamic([97]))',
  }),
  jsFunction({
    names: ['base64_encode_fromguid'],
    args: ['guid'],
    result: 'string',
    run: (guid: string) => guidBytes(guid).toString('base64'),
    example: 'base64_encode_fromguid(guid(ae3133f2-6e22-49ae-b06a-16e6a9b212eb))',
  }),
  text('gzip_decompress_from_base64_string', unpacked(gunzipSync), 'gzip_decompress_from_base64_string("")'),
  text('zlib_decompress_from_base64_string', unpacked(inflateSync), 'zlib_decompress_from_base64_string("")'),
  text('url_decode', percentDecoded, 'url_decode("a%20b")'),
  text('url_encode_component', percentEncoded('%20'), 'url_encode_component("a b")'),
  text('url_encode', percentEncoded('+'), 'url_encode("a b")'),
  text('punycode_from_string', punycodeOf, 'punycode_from_string("é")'),
  text('punycode_to_string', fromPunycode, 'punycode_to_string("9ca")'),
  text(
    'punycode_domain_from_string',
    domain((label) => (/^xn--/i.test(label) ? fromPunycode(label.slice(4)) : label)),
    'punycode_domain_from_string("xn--9ca.com")',
  ),
  text(
    'punycode_domain_to_string',
    (value) =>
      value
        .split(/[.\u3002\uff0e\uff61]/)
        .map((label) => (Buffer.byteLength(label) === label.length ? label : `xn--${punycodeOf(label)}`))
        .join('.'),
    'punycode_domain_to_string("é.com")',
  ),
  jsFunction({
    names: ['unicode_codepoints_to_string', 'make_string'],
    args: ['any'],
    rest: 'any',
    result: 'string',
    run: codePoints,
    example: 'unicode_codepoints_to_string(97, 98)',
  }),
  jsFunction({
    names: ['unicode_codepoints_from_string'],
    args: ['text'],
    result: 'dynamic',
    run: (value: string) => [...value].map((character) => character.codePointAt(0) ?? 0),
    example: 'unicode_codepoints_from_string("a")',
  }),
  hash('hash_md5', 'md5'),
  hash('hash_sha1', 'sha1'),
  hash('hash_sha256', 'sha256'),
  text('regex_quote', (value) => value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'regex_quote("a.b")'),
];
