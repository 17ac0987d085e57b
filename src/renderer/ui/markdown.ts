/** The Markdown that notes are shown with. What it does not know is shown as it was typed. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph' | 'quote'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] };

export type Span = { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string };

const bullet = /^\s{0,3}[-*+]\s+(.*)$/;
const numbered = /^\s{0,3}\d{1,9}[.)]\s+(.*)$/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const quote = /^>\s?(.*)$/;
const fence = /^\s{0,3}(```|~~~)/;

const isParagraph = (line: string): boolean =>
  line.trim() !== '' && ![bullet, numbered, heading, quote, fence].some((pattern) => pattern.test(line));

/** Splits Markdown into its blocks, line by line. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  /** Takes lines from here on as long as the test gives a text for them. */
  const take = (test: (line: string) => string | undefined): string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line !== undefined; line = lines[at]) {
      const text = test(line);
      if (text === undefined) break;
      taken.push(text);
      at += 1;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const title = heading.exec(line);
    const mark = fence.exec(line)?.[1];
    if (line.trim() === '') {
      at += 1;
    } else if (mark) {
      at += 1;
      const text = take((each) => (each.trimStart().startsWith(mark) ? undefined : each)).join('\n');
      at += 1;
      blocks.push({ kind: 'code', text });
    } else if (title) {
      at += 1;
      blocks.push({ kind: 'heading', level: title[1]?.length ?? 1, text: title[2] ?? '' });
    } else if (quote.test(line)) {
      blocks.push({ kind: 'quote', text: take((each) => quote.exec(each)?.[1]).join('\n') });
    } else if (bullet.test(line) || numbered.test(line)) {
      const pattern = bullet.test(line) ? bullet : numbered;
      blocks.push({ kind: 'list', ordered: pattern === numbered, items: take((each) => pattern.exec(each)?.[1]) });
    } else {
      blocks.push({ kind: 'paragraph', text: take((each) => (isParagraph(each) ? each : undefined)).join('\n') });
    }
  }
  return blocks;
}

const span = /`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])|(?<!\w)_([^_\s][^_]*)_(?!\w)/g;

/** Splits a line into plain, strong, emphasised and code text. */
export function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(span)) {
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) });
    const [whole, code, strong, star, underline] = match;
    spans.push(
      code !== undefined
        ? { kind: 'code', text: code }
        : strong !== undefined
          ? { kind: 'strong', text: strong }
          : { kind: 'emphasis', text: star ?? underline ?? '' },
    );
    from = match.index + whole.length;
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) });
  return spans;
}
