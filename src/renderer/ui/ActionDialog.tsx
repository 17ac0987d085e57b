import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './ActionDialog.module.css';
import { ProgressLine } from './ProgressLine.tsx';
import { useFocusToOpener } from './useFocusToOpener.ts';

interface Work {
  readonly running: boolean;
  readonly progress: { readonly text: string; readonly done: number; readonly total: number | null } | undefined;
  cancel(): void;
}

interface ActionDialogProps {
  readonly title: string;
  /** The button that begins the work, of type `submit`; what comes next once it is done. */
  readonly action: ReactNode;
  /** Begins the work; Enter in a field does it too. */
  readonly onSubmit: () => void;
  readonly work: Work;
  /** What the work is called until it says more. */
  readonly workLabel: string;
  readonly done: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One piece of work that is asked for, watched and told of in one dialog. While it runs, leaving means stopping it. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, action, onSubmit, work, workLabel, done, onClose, children } = props;
  const form = useRef<HTMLFormElement>(null);
  useFocusToOpener();
  // The control that had the focus is gone with the form; without another the keyboard would be outside the dialog.
  useEffect(() => {
    if (done) form.current?.closest<HTMLElement>('[role="dialog"]')?.focus();
  }, [done]);
  const leave = work.running ? work.cancel : onClose;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && leave()}>
      <DialogSurface>
        <form
          ref={form}
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content ?? ''}>
              {children}
              {work.running && (
                <ProgressLine
                  label={work.progress?.text ?? workLabel}
                  done={work.progress?.done}
                  total={work.progress?.total}
                />
              )}
            </DialogContent>
            <DialogActions>
              {action}
              <Button type="button" onClick={leave}>
                {done ? 'Close' : work.running ? 'Stop' : 'Cancel'}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
