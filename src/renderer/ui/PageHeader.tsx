import { Breadcrumb, BreadcrumbButton, BreadcrumbDivider, BreadcrumbItem } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import styles from './PageHeader.module.css';

interface PageHeaderProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly onHome: () => void;
  /** Facts beside and under the title. */
  readonly badges?: ReactNode;
  readonly children?: ReactNode;
}

/** Where the user is, and the page's title with its facts. */
export function PageHeader({ icon, title, onHome, badges, children }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <Breadcrumb size="small" aria-label="Breadcrumb">
        <BreadcrumbItem>
          <BreadcrumbButton onClick={onHome}>Home</BreadcrumbButton>
        </BreadcrumbItem>
        <BreadcrumbDivider />
        <BreadcrumbItem>
          <BreadcrumbButton current>{title}</BreadcrumbButton>
        </BreadcrumbItem>
      </Breadcrumb>
      <div className={styles.row}>
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
        <div className={styles.words}>
          <div className={styles.titleRow}>
            <h1 className={styles.title} title={title}>
              {title}
            </h1>
            {badges}
          </div>
          {children && <div className={styles.facts}>{children}</div>}
        </div>
      </div>
    </header>
  );
}
