/** How much a page may send in one call; the longest lawful input is a query of one million characters. */
export const limits = { characters: 4_000_000, values: 100_000, depth: 16 } as const;

/**
 * Whether a value from outside is plain data (null, booleans, numbers, text, arrays, plain objects) within the limits.
 * Hands back what is wrong, or undefined.
 */
export function outsideLimits(value: unknown): string | undefined {
  let characters = 0;
  let values = 0;
  const check = (part: unknown, depth: number): string | undefined => {
    values += 1;
    if (values > limits.values) return `more than ${limits.values} values`;
    if (depth > limits.depth) return `nested more than ${limits.depth} deep`;
    if (typeof part === 'string') {
      characters += part.length;
      return characters > limits.characters ? `more than ${limits.characters} characters` : undefined;
    }
    if (part === null || part === undefined || typeof part === 'number' || typeof part === 'boolean') return undefined;
    if (Array.isArray(part)) return firstOf(part, (item) => check(item, depth + 1));
    if (!isPlainObject(part)) return 'a value that is not plain data';
    return firstOf(Object.entries(part), ([key, item]) => check(key, depth) ?? check(item, depth + 1));
  };
  return check(value, 0);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function firstOf<T>(items: Iterable<T>, check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = check(item);
    if (problem) return problem;
  }
  return undefined;
}
