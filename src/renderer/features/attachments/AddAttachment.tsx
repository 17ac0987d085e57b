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
import type { CaseView } from '../../../shared/contract/index.ts';
import { useRefreshCase } from '../../api/reads.ts';
import { useAction } from '../../api/useAction.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { fileName } from '../../ui/filePath.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './Attachments.module.css';
import { limitText } from './limitText.ts';

interface AddAttachmentProps {
  readonly view: CaseView;
  /** The file that was chosen. */
  readonly path: string;
  readonly onClose: () => void;
}

/** Asks what a chosen file is, and copies it into the case. */
export function AddAttachment({ view, path, onClose }: AddAttachmentProps) {
  const [comment, setComment] = useState('');
  const add = useAction('attachments.add');
  const refresh = useRefreshCase(view.caseId);
  const submit = async () => {
    if (add.running) return;
    const added = await add.run({ caseId: view.caseId, path, comment: comment.trim() });
    if (!added) return;
    await refresh();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !add.running && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Attach “{fileName(path)}”</DialogTitle>
          <DialogContent className={styles.content ?? ''}>
            <p className={styles.path}>{path}</p>
            <p className={styles.muted}>{limitText}</p>
            <Field label="What it is, and where it comes from" size="small">
              <Textarea
                size="small"
                rows={3}
                maxLength={20_000}
                value={comment}
                onChange={(_, { value }) => setComment(value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
                }}
              />
            </Field>
            <FailureBar failure={add.failure} onDismiss={add.dismiss} />
            {add.running && <ProgressLine label="Copying the file into the case" />}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabledFocusable={add.running}
              title="Ctrl+Enter"
              onClick={() => void submit()}
            >
              Attach
            </Button>
            <Button disabledFocusable={add.running} onClick={onClose}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
