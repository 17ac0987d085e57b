import { Button, Toolbar } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import styles from './CommandBar.module.css';

/** Azure's command bar: flat buttons in one row that wraps when it must. */
export function CommandBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Toolbar aria-label={label} size="small" className={styles.bar ?? ''}>
      {children}
    </Toolbar>
  );
}

interface CommandProps {
  readonly icon: ReactElement;
  readonly children: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
}

export function Command({ icon, children, onClick, disabled = false }: CommandProps) {
  return (
    <Button size="small" appearance="subtle" icon={icon} disabledFocusable={disabled} onClick={onClick}>
      {children}
    </Button>
  );
}

export const CommandSeparator = () => <span className={styles.separator} aria-hidden="true" />;
