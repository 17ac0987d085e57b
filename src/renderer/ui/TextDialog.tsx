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
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import { FailureBar } from './FailureBar.tsx';
import styles from './TextDialog.module.css';
import { useFocusToOpener } from './useFocusToOpener.ts';

interface TextDialogProps {
  readonly title: string;
  /** What the text is. */
  readonly label: string;
  readonly required?: boolean;
  /** The button's words, before and while it is done. */
  readonly action: readonly [idle: string, busy: string];
  /** Does it with the text, trimmed; answers with how that failed, if it did. */
  readonly onSubmit: (text: string) => Promise<Failure | undefined>;
  readonly onClose: () => void;
  /** What to know before. */
  readonly children: ReactNode;
}

/** Asks for one text and does something with it; Ctrl+Enter does it too. It cannot be left while that is under way. */
export function TextDialog(props: TextDialogProps) {
  const { title, label, required = false, action, onSubmit, onClose, children } = props;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>();
  useFocusToOpener();
  const ready = !busy && (!required || text.trim() !== '');
  const submit = async () => {
    if (!ready) return;
    setBusy(true);
    const failed = await onSubmit(text.trim());
    setBusy(false);
    setFailure(failed);
    if (!failed) onClose();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !busy && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content ?? ''}>
            {children}
            <Field label={label} size="small" required={required}>
              <Textarea
                size="small"
                rows={3}
                maxLength={20_000}
                value={text}
                onChange={(_, { value }) => setText(value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
                }}
              />
            </Field>
            <FailureBar failure={failure} onDismiss={() => setFailure(undefined)} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={!ready} title="Ctrl+Enter" onClick={() => void submit()}>
              {action[busy ? 1 : 0]}
            </Button>
            <Button disabledFocusable={busy} onClick={onClose}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
