import type { ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';
import styles from './FactList.module.css';
import { shortHash } from './format.ts';

/** Names and values beside each other. */
export function FactList({ facts, testId }: { facts: readonly (readonly [string, ReactNode])[]; testId?: string }) {
  return (
    <dl className={styles.facts} data-testid={testId}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The beginning of a hash, and all of it to copy; `name` says what is copied. */
export function Hash({ hash, name }: { hash: string; name: string }) {
  return (
    <>
      <code title={hash}>{shortHash(hash)}…</code>
      <CopyButton text={hash} label={`Copy ${name}`} />
    </>
  );
}

/** A text that is used elsewhere as it stands, and a way to copy it; `name` says what is copied. */
export function CopyableText({ text, name }: { text: string; name: string }) {
  return (
    <>
      <code>{text}</code>
      <CopyButton text={text} label={`Copy ${name}`} />
    </>
  );
}
