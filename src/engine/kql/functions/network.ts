import { toText } from '../plan/convert.ts';
import { computed } from '../plan/scalar.ts';
import { isArray, type Json, textOfJson } from '../values/json.ts';
import { boundFunction, type FunctionEntry, jsFunction } from './entry.ts';

interface Address {
  readonly value: bigint;
  /** The bits that name the network, of `bits`. */
  readonly prefix: number;
}

/** An IPv4 address with its prefix length, or undefined: `10.1.2.3/8`. */
const parseIpv4 = (text: string): Address | undefined => {
  const match = /^\s*(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const bytes = [1, 2, 3, 4].map((group) => Number(match[group]));
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (bytes.some((byte) => byte > 255) || prefix > 32) return undefined;
  return { value: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), prefix };
};

const groups = (text: string): number[] | undefined => {
  if (text === '') return [];
  const parts = text.split(':');
  const tail = parts.at(-1) ?? '';
  const v4 = tail.includes('.') ? parseIpv4(tail) : undefined;
  if (tail.includes('.') && v4 === undefined) return undefined;
  const head = v4 === undefined ? parts : parts.slice(0, -1);
  if (!head.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const numbers = head.map((part) => Number.parseInt(part, 16));
  return v4 === undefined ? numbers : [...numbers, Number(v4.value >> 16n), Number(v4.value & 0xffffn)];
};
/** An IPv6 address, or an IPv4 one as its IPv6 form, with its prefix length of 128. */
const parseIpv6 = (text: string): Address | undefined => {
  // `::192.168.1.1` is taken for the IPv4 address, as the service does.
  const plain = parseIpv4(text.replace(/^\s*::(?=\d+\.)/, ''));
  if (plain !== undefined) return { value: (0xffffn << 32n) | plain.value, prefix: plain.prefix + 96 };
  const match = /^\s*([0-9a-f:.]+)(?:\/(\d{1,3}))?\s*$/i.exec(text);
  const address = match?.[1];
  if (address === undefined || !address.includes(':')) return undefined;
  const sides = address.split('::');
  if (sides.length > 2) return undefined;
  const [left, right] = [groups(sides[0] ?? ''), sides[1] === undefined ? [] : groups(sides[1])];
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (sides.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<number>(missing).fill(0), ...right];
  const given = match?.[2] === undefined ? 128 : Number(match[2]);
  // A prefix behind dotted digits counts the bits of the IPv4 part.
  const prefix = address.includes('.') && given <= 32 ? given + 96 : given;
  return prefix > 128 ? undefined : { value: all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n), prefix };
};

const masked = (address: Address, bits: number, prefix = address.prefix): bigint =>
  (address.value >> BigInt(bits - prefix)) << BigInt(bits - prefix);
/** The order of two addresses under the shortest of the prefixes. */
const compare = (a: Address | undefined, b: Address | undefined, bits: number, most: number): bigint | null => {
  if (a === undefined || b === undefined || most < 0 || most > bits) return null;
  const prefix = Math.min(a.prefix, b.prefix, most);
  const [x, y] = [masked(a, bits, prefix), masked(b, bits, prefix)];
  return x < y ? -1n : x > y ? 1n : 0n;
};
const inRange = (address: Address | undefined, range: Address | undefined, bits: number): boolean | null =>
  address === undefined || range === undefined
    ? null
    : address.prefix >= range.prefix && masked(address, bits, range.prefix) === masked(range, bits);

/** The first and the last address of a text in prefix notation; undefined when it is none. */
export const ipv4Range = (text: string): readonly [bigint, bigint] | undefined => {
  const address = parseIpv4(text);
  if (address === undefined) return undefined;
  const first = masked(address, 32);
  return [first, first + (1n << BigInt(32 - address.prefix)) - 1n];
};

/** The same of IPv6, as texts that compare in the order of the addresses. */
export const ipv6Range = (text: string): readonly [string, string] | undefined => {
  const address = parseIpv6(text);
  if (address === undefined) return undefined;
  const first = masked(address, 128);
  return [hexGroups(first), hexGroups(first + (1n << BigInt(128 - address.prefix)) - 1n)];
};

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap((text) => parseIpv4(text) ?? []);
const dotted = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
const hexGroups = (value: bigint): string =>
  [7, 6, 5, 4, 3, 2, 1, 0]
    .map((index) => ((value >> BigInt(16 * index)) & 0xffffn).toString(16).padStart(4, '0'))
    .join(':');

const listed = (values: readonly Json[]): string[] =>
  values.flatMap((value) => (isArray(value) ? value : [value])).map(textOfJson);
const v4 = (text: string) => parseIpv4(text);
const v6 = (text: string) => parseIpv6(text);

/** A whole address, or the beginning of one that ends with a dot. */
const isPrefix = (text: string): boolean =>
  parseIpv4(text) !== undefined ||
  (/^(?:\d{1,3}\.){1,3}$/.test(text) &&
    text
      .split('.')
      .slice(0, -1)
      .every((byte) => Number(byte) <= 255));

/** Whether a text holds an address that begins with the prefix, not inside a longer run of letters, digits or dots. */
const holdsIpv4 = (text: string, searched: string, whole: boolean): boolean => {
  if (!whole && !isPrefix(searched)) return false;
  for (const match of text.matchAll(/(?<![\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}.])/gu)) {
    if (parseIpv4(match[0]) === undefined) continue;
    if (whole ? match[0] === searched : match[0].startsWith(searched)) return true;
  }
  return false;
};
const holding = (name: string, whole: boolean, several: boolean): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['text', 'any'],
    ...(several ? { rest: 'any' as const } : {}),
    result: 'bool',
    run: (text: string, ...searched: Json[]) => listed(searched).some((one) => holdsIpv4(text, one, whole)),
    example: `${name}("a 127.0.0.1", "127.0.0.1")`,
  });

const cidrs = (first: string, last: string): Json => {
  const [start, end] = [parseIpv4(first), parseIpv4(last)];
  if (start === undefined || end === undefined || start.value > end.value) return null;
  const found: string[] = [];
  for (let at = start.value; at <= end.value; ) {
    let prefix = 32;
    while (prefix > 0 && at % (1n << BigInt(33 - prefix)) === 0n && at + (1n << BigInt(33 - prefix)) - 1n <= end.value)
      prefix -= 1;
    found.push(`${dotted(at)}/${prefix}`);
    at += 1n << BigInt(32 - prefix);
  }
  return found;
};

const families = [
  { name: 'ipv4', bits: 32, parse: v4, a: '"10.1.2.3"', b: '"10.0.0.0/8"' },
  { name: 'ipv6', bits: 128, parse: v6, a: '"fe80::1"', b: '"fe80::/10"' },
] as const;

const isPrivateInJs = jsFunction({
  names: ['ipv4_is_private'],
  args: ['text'],
  result: 'bool',
  run: (text: string) => {
    const ip = parseIpv4(text);
    return ip === undefined ? null : privateRanges.some((range) => inRange(ip, range, 32) === true);
  },
  example: 'ipv4_is_private("10.1.2.3")',
});
const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
/** Plain addresses, which are nearly all, stay in SQL. */
const isPrivate = boundFunction(isPrivateInJs.names, isPrivateInJs.example, (args, call) => {
  const general = isPrivateInJs.bind(args, call);
  const text = args.map(toText);
  const sql = text[0]?.sql ?? '';
  const plain = `regexp_full_match(${sql}, '${octet}(\\.${octet}){3}')`;
  const test = `(starts_with(${sql}, '10.') OR starts_with(${sql}, '192.168.') OR regexp_matches(${sql}, '^172\\.(1[6-9]|2\\d|3[01])\\.'))`;
  return computed('bool', `CASE WHEN ${plain} THEN ${test} WHEN contains(${sql}, '.') THEN ${general.sql} END`, text, {
    nullable: true,
  });
});

const formatIpv4 =
  (withMask: boolean) =>
  (text: string, most = 32n): string => {
    const address =
      /^\s*\d+\s*$/.test(text) && BigInt(text) < 1n << 32n ? { value: BigInt(text), prefix: 32 } : parseIpv4(text);
    if (address === undefined || most < 0n || most > 32n) return '';
    const prefix = Math.min(address.prefix, Number(most));
    return dotted(masked(address, 32, prefix)) + (withMask ? `/${prefix}` : '');
  };
const parseIpv6Mask = (text: string, most: bigint): string => {
  const address = parseIpv6(text);
  if (address === undefined || most < 0n || most > 128n) return '';
  return hexGroups(masked(address, 128, Math.min(address.prefix, Number(most))));
};

export const networkFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['format_ipv4'],
    args: ['text', 'long'],
    optional: 1,
    result: 'string',
    run: formatIpv4(false),
    example: 'format_ipv4("192.168.1.1", 24)',
  }),
  jsFunction({
    names: ['format_ipv4_mask'],
    args: ['text', 'long'],
    optional: 1,
    result: 'string',
    run: formatIpv4(true),
    example: 'format_ipv4_mask("192.168.1.1", 24)',
  }),
  jsFunction({
    names: ['parse_ipv6_mask'],
    args: ['text', 'long'],
    result: 'string',
    run: parseIpv6Mask,
    example: 'parse_ipv6_mask("fe80::1", 120)',
  }),
  ...families.flatMap(({ name, bits, parse, a, b }) => [
    jsFunction({
      names: [`${name}_compare`],
      args: ['text', 'text', 'long'],
      optional: 1,
      result: 'long',
      run: (x: string, y: string, prefix = BigInt(bits)) => compare(parse(x), parse(y), bits, Number(prefix)),
      example: `${name}_compare(${a}, ${b})`,
    }),
    jsFunction({
      names: [`${name}_is_match`],
      args: ['text', 'text', 'long'],
      optional: 1,
      result: 'bool',
      run: (x: string, y: string, prefix = BigInt(bits)) => {
        const order = compare(parse(x), parse(y), bits, Number(prefix));
        return order === null ? null : order === 0n;
      },
      example: `${name}_is_match(${a}, ${b})`,
    }),
    jsFunction({
      names: [`${name}_is_in_range`],
      args: ['text', 'text'],
      result: 'bool',
      run: (x: string, y: string) => inRange(parse(x), parse(y), bits),
      example: `${name}_is_in_range(${a}, ${b})`,
    }),
    jsFunction({
      names: [`${name}_is_in_any_range`],
      args: ['text', 'any'],
      rest: 'any',
      result: 'bool',
      run: (x: string, ...ranges: Json[]) => {
        const results = listed(ranges).map((range) => inRange(parse(x), parse(range), bits));
        return results.includes(true) ? true : results.includes(null) && parse(x) === undefined ? null : false;
      },
      example: `${name}_is_in_any_range(${a}, ${b})`,
    }),
  ]),
  isPrivate,
  jsFunction({
    names: ['parse_ipv4'],
    args: ['text'],
    result: 'long',
    run: (text: string) => {
      const ip = parseIpv4(text);
      return ip === undefined ? null : masked(ip, 32);
    },
    example: 'parse_ipv4("10.1.2.3")',
  }),
  jsFunction({
    names: ['parse_ipv4_mask'],
    args: ['text', 'long'],
    result: 'long',
    run: (text: string, prefix: bigint) => {
      const ip = parseIpv4(text);
      if (ip === undefined || prefix < 0n || prefix > 32n) return null;
      return masked(ip, 32, Math.min(ip.prefix, Number(prefix)));
    },
    example: 'parse_ipv4_mask("127.0.0.1", 24)',
  }),
  jsFunction({
    names: ['parse_ipv6'],
    args: ['text'],
    result: 'string',
    run: (text: string) => {
      const ip = parseIpv6(text);
      return ip === undefined ? '' : hexGroups(masked(ip, 128));
    },
    example: 'parse_ipv6("fe80::1")',
  }),
  jsFunction({
    names: ['ipv4_netmask_suffix'],
    args: ['text'],
    result: 'long',
    run: (text: string) => parseIpv4(text)?.prefix ?? null,
    example: 'ipv4_netmask_suffix("10.1.2.3/8")',
  }),
  jsFunction({
    names: ['ipv4_range_to_cidr_list'],
    args: ['text', 'text'],
    result: 'dynamic',
    run: cidrs,
    example: 'ipv4_range_to_cidr_list("1.1.128.0", "1.1.140.255")',
  }),
  holding('has_ipv4', true, false),
  holding('has_any_ipv4', true, true),
  holding('has_ipv4_prefix', false, false),
  holding('has_any_ipv4_prefix', false, true),
];
