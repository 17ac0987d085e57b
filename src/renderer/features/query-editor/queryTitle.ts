const longest = 80;

/** A title for a query without one: its first comment or its first line, shortened. */
export function queryTitle(kql: string): string {
  const line = kql
    .split('\n')
    .map((each) => each.trim())
    .find((each) => each.replaceAll(/[/\s]/g, '') !== '');
  const text = (line ?? '').replace(/^\/\/+\s*/, '').replaceAll(/\s+/g, ' ');
  if (text === '') return 'Own query';
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
