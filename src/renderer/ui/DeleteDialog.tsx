import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import styles from './DeleteDialog.module.css';
import { FailureBar } from './FailureBar.tsx';

interface DeleteDialogProps {
  /** What is deleted, such as `finding 2`. */
  readonly what: string;
  /** Deletes it; answers with how that failed, if it did. */
  readonly onDelete: (reason: string) => Promise<Failure | undefined>;
  readonly onClose: () => void;
}

/** Asks why something is deleted, and deletes it: what the case held stays stored in its file. */
export function DeleteDialog({ what, onDelete, onClose }: DeleteDialogProps) {
  const [reason, setReason] = useState('');
  const [deleting, setDeleting] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>();
  const ready = reason.trim() !== '' && !deleting;
  const submit = async () => {
    if (!ready) return;
    setDeleting(true);
    const failed = await onDelete(reason.trim());
    setDeleting(false);
    setFailure(failed);
    if (!failed) onClose();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !deleting && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Delete {what}?</DialogTitle>
          <DialogContent className={styles.content ?? ''}>
            <p>
              It leaves the lists. All of its revisions stay stored in the case file, and the custody log keeps that it
              was deleted, and why.
            </p>
            <Field label="Reason" size="small" required>
              <Textarea
                size="small"
                rows={3}
                maxLength={20_000}
                value={reason}
                onChange={(_, { value }) => setReason(value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
                }}
              />
            </Field>
            <FailureBar failure={failure} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={!ready} title="Ctrl+Enter" onClick={() => void submit()}>
              {deleting ? 'Deleting…' : 'Delete'}
            </Button>
            <Button disabledFocusable={deleting} onClick={onClose}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
