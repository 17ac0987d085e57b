import { Fragment, type ReactNode } from 'react';
import styles from './Markdown.module.css';
import { type Block, parseMarkdown, parseSpans } from './markdown.ts';

/** A note as it reads; no text of it becomes HTML. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.markdown}>{parseMarkdown(text).map((block, index) => numbered(index, show(block)))}</div>
  );
}

/** Parts of one text have no identity but their place. */
const numbered = (index: number, node: ReactNode): ReactNode => <Fragment key={index}>{node}</Fragment>;

function show(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <p className={styles.heading} data-level={block.level}>
          <Spans text={block.text} />
        </p>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Spans text={block.text} />
        </blockquote>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) =>
            numbered(
              index,
              <li>
                <Spans text={item} />
              </li>,
            ),
          )}
        </List>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Spans text={block.text} />
        </p>
      );
  }
}

function Spans({ text }: { text: string }) {
  return parseSpans(text).map(({ kind, text: part }, index) => {
    if (kind === 'strong') return numbered(index, <strong>{part}</strong>);
    if (kind === 'emphasis') return numbered(index, <em>{part}</em>);
    return numbered(index, kind === 'code' ? <code>{part}</code> : part);
  });
}
