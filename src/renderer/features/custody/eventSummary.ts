/** What a custody event is about in few words: its detail without the hashes, which the whole detail shows. */
export function eventSummary(detail: string): string {
  const facts = factsOf(detail);
  if (!facts) return detail;
  const told = Object.entries(facts).filter(([name]) => !/sha256$/i.test(name));
  return told
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function factsOf(detail: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(detail);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
