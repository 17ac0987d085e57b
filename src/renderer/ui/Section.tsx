import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  readonly title: string;
  /** What can be done at once, beside the title. */
  readonly action?: ReactNode;
  /** What it is for, in a sentence or two. */
  readonly lead?: ReactNode;
  /** Its text is to be read, so its lines are kept short. */
  readonly prose?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One part of the case, as it fills the middle of the window. It can have the focus where a control of it that had it is gone. */
export function Section({ title, action, lead, prose = false, className = '', children }: SectionProps) {
  const heading = useId();
  return (
    <section className={`${styles.section} ${className}`} data-prose={prose} tabIndex={-1} aria-labelledby={heading}>
      <div className={styles.head}>
        <div className={styles.titleRow}>
          <h2 id={heading}>{title}</h2>
          {action}
        </div>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {children}
    </section>
  );
}
