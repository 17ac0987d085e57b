import { type Inline, parseInline } from './markdownInline.ts';

/** A block of a note. Headings are set as strong lines, so that a note cannot break the report's own outline. */
export type MarkdownBlock =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'heading'; readonly depth: number; readonly content: readonly Inline[] }
  /** `info` is what stands behind the opening fence: most often a language, sometimes a line that somebody meant as code. */
  | { readonly kind: 'code'; readonly info: string; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'quote'; readonly blocks: readonly MarkdownBlock[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly MarkdownBlock[])[] };

const deepest = 8;
const fence = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const quote = /^ {0,3}> ?/;
const item = /^( {0,3})(?:([-*+])|(\d{1,9})[.)])(?:([ \t]+)(.*))?$/;

/**
 * Reads the part of CommonMark that notes use: paragraphs, `#` headings, fenced code, quotes, lists, rules, and inside them
 * emphasis, strong, code, links and escapes. Anything else, raw HTML among it, stays as the text that it is.
 */
export function parseMarkdown(text: string, depth = 0): MarkdownBlock[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n');
  if (depth >= deepest) return [{ kind: 'paragraph', content: [{ kind: 'text', text: lines.join('\n') }] }];
  const blocks: MarkdownBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at++;
    } else if (fence.test(line)) {
      at = readFence(lines, at, blocks);
    } else if (heading.test(line)) {
      const [, hashes = '', content = ''] = heading.exec(line) ?? [];
      blocks.push({ kind: 'heading', depth: hashes.length, content: parseInline(content) });
      at++;
    } else if (rule.test(line)) {
      blocks.push({ kind: 'rule' });
      at++;
    } else if (quote.test(line)) {
      const end = endOf(lines, at, (next) => quote.test(next) || !startsBlock(next));
      const inner = lines.slice(at, end).map((quoted) => quoted.replace(quote, ''));
      blocks.push({ kind: 'quote', blocks: parseMarkdown(inner.join('\n'), depth + 1) });
      at = end;
    } else if (item.test(line)) {
      at = readList(lines, at, blocks, depth);
    } else {
      const end = endOf(lines, at + 1, (next) => !startsBlock(next));
      blocks.push({
        kind: 'paragraph',
        content: parseInline(
          lines
            .slice(at, end)
            .map((part) => part.trimStart())
            .join('\n')
            .trimEnd(),
        ),
      });
      at = end;
    }
  }
  return blocks;
}

const startsBlock = (line: string): boolean =>
  fence.test(line) || heading.test(line) || rule.test(line) || quote.test(line) || item.test(line);

/** The first line from `at` on that is empty or does not go on. */
function endOf(lines: readonly string[], at: number, goesOn: (line: string) => boolean): number {
  let end = at;
  while (end < lines.length && (lines[end] ?? '').trim() !== '' && goesOn(lines[end] ?? '')) end++;
  return end;
}

function readFence(lines: readonly string[], at: number, blocks: MarkdownBlock[]): number {
  const [, mark = '```', info = ''] = fence.exec(lines[at] ?? '') ?? [];
  const closing = new RegExp(`^ {0,3}${mark.charAt(0)}{${mark.length},} *$`);
  let end = at + 1;
  while (end < lines.length && !closing.test(lines[end] ?? '')) end++;
  blocks.push({ kind: 'code', info: info.trim(), text: lines.slice(at + 1, end).join('\n') });
  return end + 1;
}

/** Items of one kind in a row; what is indented to an item's text belongs to it. */
function readList(lines: readonly string[], at: number, blocks: MarkdownBlock[], depth: number): number {
  const first = item.exec(lines[at] ?? '');
  const ordered = first?.[3] !== undefined;
  const items: MarkdownBlock[][] = [];
  let next = at;
  for (;;) {
    const parts = item.exec(lines[next] ?? '');
    if (!parts || rule.test(lines[next] ?? '') || (parts[3] !== undefined) !== ordered) break;
    if (parts[2] !== first?.[2]) break;
    const marker = (parts[1] ?? '').length + (parts[2] ?? `${parts[3]}.`).length;
    const gap = parts[4] ?? ' ';
    const indent = marker + (gap.length > 4 ? 1 : gap.length);
    const body = [parts[5] ?? ''];
    next++;
    while (next < lines.length && belongs(lines, next, indent)) {
      const line = lines[next] ?? '';
      body.push(line.startsWith(' '.repeat(indent)) ? line.slice(indent) : line.trimStart());
      next++;
    }
    items.push(parseMarkdown(body.join('\n'), depth + 1));
    let skip = next;
    while (skip < lines.length && (lines[skip] ?? '').trim() === '') skip++;
    if (item.test(lines[skip] ?? '')) next = skip;
  }
  blocks.push({ kind: 'list', start: ordered ? Number(first?.[3]) : null, items });
  return next;
}

function belongs(lines: readonly string[], at: number, indent: number): boolean {
  const line = lines[at] ?? '';
  if (line.trim() === '')
    return (lines[at + 1] ?? '').startsWith(' '.repeat(indent)) && (lines[at + 1] ?? '').trim() !== '';
  if (line.startsWith(' '.repeat(indent))) return true;
  return (lines[at - 1] ?? '').trim() !== '' && !startsBlock(line);
}
