/**
 * Ids that are easily taken for this one: they differ only in the case of letters, or one begins with the other.
 * The guide's queries match ids with `contains`, so these would be counted together.
 */
export function lookAlikes(id: string, all: readonly string[]): string[] {
  const lower = id.toLowerCase();
  const others = all.filter((other) => {
    if (other === id) return false;
    const otherLower = other.toLowerCase();
    return otherLower.startsWith(lower) || lower.startsWith(otherLower);
  });
  return [...new Set(others)].sort();
}
