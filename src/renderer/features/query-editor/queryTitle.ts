const longest = 80;

/** A title for a query without one: the comment that it begins with, or its text, in one line and shortened. */
export function queryTitle(kql: string): string {
  const lines = kql
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.replaceAll(/[/\s]/g, '') !== '');
  const isComment = (line: string) => line.startsWith('//');
  const [first = ''] = lines;
  const text = isComment(first) ? first.replace(/^\/+\s*/, '') : lines.filter((line) => !isComment(line)).join(' ');
  const line = text.replaceAll(/\s+/g, ' ');
  if (line === '') return 'Own query';
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
