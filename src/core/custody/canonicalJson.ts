export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/**
 * One text per value, so that its hash means the value: members sorted by name (UTF-16 code units), no white space, strings
 * escaped as `JSON.stringify` does, numbers in their shortest form (RFC 8785), a bigint as its digits, members that are
 * undefined left out. Throws a TypeError on what JSON cannot hold exactly: a number that is not finite, text that is not
 * well-formed Unicode.
 */
export function canonicalJson(value: JsonValue): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('Text with an unpaired surrogate has no canonical JSON.');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`The number ${value} has no canonical JSON.`);
      return JSON.stringify(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return value === null ? 'null' : compound(value);
  }
}

function compound(value: readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined }): string {
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) members.push(`${canonicalJson(name)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

/** `Array.isArray` does not narrow a readonly array. */
const isArray = (value: object): value is readonly JsonValue[] => Array.isArray(value);
