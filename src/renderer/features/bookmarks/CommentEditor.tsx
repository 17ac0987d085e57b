import { Button, Field, Textarea } from '@fluentui/react-components';
import cardStyles from '../../ui/Card.module.css';
import type { Draft } from '../../ui/draftStore.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import styles from './Bookmarks.module.css';

interface CommentEditorProps {
  readonly label: string;
  readonly draft: Draft<string>;
  readonly saveLabel: string;
  readonly canSave?: boolean;
  readonly onEdit: (comment: string) => void;
  readonly onSave: (comment: string) => void;
  readonly onDiscard: () => void;
}

/** Writes a bookmark's comment, which may be empty; Ctrl+Enter saves. */
export function CommentEditor({ label, draft, saveLabel, canSave = true, ...on }: CommentEditorProps) {
  const { value, saving } = draft;
  const ready = canSave && !saving;
  return (
    <div className={styles.editor}>
      <Field label={label} size="small">
        {/* The examiner asked for the editor: the caret belongs in it. */}
        <Textarea
          size="small"
          resize="vertical"
          rows={2}
          autoFocus
          maxLength={20_000}
          value={value}
          onChange={(_, { value: comment }) => on.onEdit(comment)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) on.onSave(value);
          }}
        />
      </Field>
      <FailureBar failure={draft.failure} />
      <div className={cardStyles.buttons}>
        <Button
          size="small"
          appearance="primary"
          title="Ctrl+Enter"
          disabledFocusable={!ready}
          onClick={() => on.onSave(value)}
        >
          {saving ? 'Saving…' : saveLabel}
        </Button>
        <Button size="small" appearance="subtle" disabledFocusable={saving} onClick={on.onDiscard}>
          Discard
        </Button>
      </div>
    </div>
  );
}
