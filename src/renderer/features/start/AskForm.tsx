import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import styles from './Workspaces.module.css';

interface AskFormProps {
  readonly title: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** The fields that say what is asked, and as whom. */
  readonly children: ReactNode;
}

/** The form within a dialog on a service: its fields, and the ways to open what they name or to leave. */
export function AskForm({ title, onSubmit, onClose, children }: AskFormProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent className={styles.content ?? ''}>{children}</DialogContent>
        <DialogActions>
          <Button type="submit" appearance="primary">
            Open
          </Button>
          <Button type="button" onClick={onClose}>
            Cancel
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
