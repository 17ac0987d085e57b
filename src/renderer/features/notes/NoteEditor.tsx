import { Button, Field, Textarea } from '@fluentui/react-components';
import cardStyles from '../../ui/Card.module.css';
import type { Draft } from '../../ui/draftStore.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import styles from './Notes.module.css';

interface NoteEditorProps {
  readonly label: string;
  readonly draft: Draft<string>;
  readonly saveLabel: string;
  readonly onEdit: (text: string) => void;
  readonly onSave: (text: string) => void;
  readonly onDiscard: () => void;
}

/** Writes a note; Ctrl+Enter saves. */
export function NoteEditor({ label, draft, saveLabel, onEdit, onSave, onDiscard }: NoteEditorProps) {
  const empty = draft.value.trim() === '';
  return (
    <div className={styles.editor}>
      <Field label={label} size="small" hint="Markdown: # heading, - list, **strong**, `code`.">
        {/* The examiner asked for the editor: the caret belongs in it. */}
        <Textarea
          size="small"
          resize="vertical"
          rows={8}
          maxLength={200_000}
          autoFocus
          value={draft.value}
          onChange={(_, { value }) => onEdit(value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !empty) onSave(draft.value);
          }}
        />
      </Field>
      <FailureBar failure={draft.failure} />
      <div className={cardStyles.buttons}>
        <Button
          size="small"
          appearance="primary"
          title="Ctrl+Enter"
          disabledFocusable={empty || draft.saving}
          onClick={() => onSave(draft.value)}
        >
          {draft.saving ? 'Saving…' : saveLabel}
        </Button>
        <Button size="small" appearance="subtle" disabledFocusable={draft.saving} onClick={onDiscard}>
          Discard
        </Button>
      </div>
    </div>
  );
}
