import type { Failure } from '../../shared/result.ts';
import { TextDialog } from './TextDialog.tsx';

interface DeleteDialogProps {
  /** What is deleted, such as `finding 2`. */
  readonly what: string;
  /** Deletes it; answers with how that failed, if it did. */
  readonly onDelete: (reason: string) => Promise<Failure | undefined>;
  readonly onClose: () => void;
}

/** Asks why something is deleted, and deletes it: what the case held stays stored in its file. */
export function DeleteDialog({ what, onDelete, onClose }: DeleteDialogProps) {
  return (
    <TextDialog
      title={`Delete ${what}?`}
      label="Reason"
      required
      action={['Delete', 'Deleting…']}
      onSubmit={onDelete}
      onClose={onClose}
    >
      <p>
        It leaves the lists. All of its revisions stay stored in the case file, and the custody log keeps that it was
        deleted, and why.
      </p>
    </TextDialog>
  );
}
