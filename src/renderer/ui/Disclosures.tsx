import { Button } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { type ReactNode, useId, useState } from 'react';
import styles from './Disclosures.module.css';

interface Disclosure {
  readonly name: string;
  readonly content: ReactNode;
}

interface DisclosuresProps {
  readonly items: readonly Disclosure[];
  /** The name of the one that is open at first. */
  readonly openAtFirst?: string | undefined;
}

/** Things to look at when wanted, one at a time, in one line. */
export function Disclosures({ items, openAtFirst }: DisclosuresProps) {
  const id = useId();
  const [open, setOpen] = useState(openAtFirst);
  const shown = items.find(({ name }) => name === open);
  return (
    <>
      <div className={styles.line}>
        {items.map(({ name }) => (
          <Button
            key={name}
            size="small"
            appearance="transparent"
            className={styles.name ?? ''}
            icon={name === open ? <ChevronDownRegular /> : <ChevronRightRegular />}
            aria-expanded={name === open}
            aria-controls={name === open ? id : undefined}
            onClick={() => setOpen(name === open ? undefined : name)}
          >
            {name}
          </Button>
        ))}
      </div>
      {shown && (
        <section id={id} aria-label={shown.name} className={styles.content}>
          {shown.content}
        </section>
      )}
    </>
  );
}
