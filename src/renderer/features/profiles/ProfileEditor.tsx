import { Button, Field, Input, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import cardStyles from '../../ui/Card.module.css';
import type { Draft } from '../../ui/draftStore.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { counted } from '../../ui/format.ts';
import type { ListChange } from './Entry.tsx';
import { EntryList } from './EntryList.tsx';
import styles from './Profiles.module.css';
import { addEntry, editEntry, listKinds, type ProfileForm, removeEntry, setCovered } from './profileForm.ts';
import { profileLists } from './profileLists.ts';
import { isSavable, problemsOf } from './profileProblems.ts';
import type { Lessons, ProfileDraft } from './useProfileDrafts.ts';

interface ProfileEditorProps {
  readonly label: string;
  readonly draft: Draft<ProfileDraft>;
  readonly saveLabel: string;
  readonly onEdit: (form: ProfileForm) => void;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

function changed(form: ProfileForm, change: ListChange): ProfileForm {
  switch (change.type) {
    case 'cover':
      return setCovered(form, change.kind, change.covered);
    case 'add':
      return addEntry(form, change.kind, change.fields);
    case 'remove':
      return removeEntry(form, change.kind, change.id);
    case 'edit':
      return editEntry(form, change.kind, change.id, change.field, change.value);
  }
}

/** Writes what is expected, list by list; what is wrong with an entry stands beside it. */
export function ProfileEditor({ label, draft, saveLabel, onEdit, onSave, onDiscard }: ProfileEditorProps) {
  const heading = useId();
  const { form, lessons } = draft.value;
  const problems = problemsOf(form);
  const savable = isSavable(problems) && !draft.saving;
  // The lists are many: they are drawn anew only when they change, so what changes them must stay the same function.
  const latest = useRef({ form, onEdit });
  useEffect(() => {
    latest.current = { form, onEdit };
  });
  const onChange = useRef((change: ListChange) => latest.current.onEdit(changed(latest.current.form, change))).current;
  const left = problems.entries.size;

  return (
    <section className={`${cardStyles.card} ${styles.editor}`} aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      {lessons && <LearnedFrom lessons={lessons} />}
      <div className={styles.facts}>
        <Field
          label="Name"
          size="small"
          required
          {...(problems.name ? { validationState: 'error', validationMessage: problems.name } : {})}
        >
          {/* The examiner asked for the editor: the caret belongs in it. */}
          <Input
            size="small"
            autoFocus
            maxLength={200}
            value={form.name}
            onChange={(_, { value }) => onEdit({ ...form, name: value })}
          />
        </Field>
        <Field label="Device model" size="small">
          <Input
            size="small"
            maxLength={200}
            value={form.deviceModel}
            onChange={(_, { value }) => onEdit({ ...form, deviceModel: value })}
          />
        </Field>
      </div>
      {listKinds.flatMap((kind) => {
        const look = profileLists.find((each) => each.kind === kind);
        if (!look) return [];
        const { covered, entries } = form.lists[kind];
        return [
          <EntryList
            key={kind}
            look={look}
            covered={covered}
            entries={entries}
            problems={problems.entries}
            onChange={onChange}
          />,
        ];
      })}
      <div className={styles.foot}>
        <FailureBar failure={draft.failure} />
        <div className={styles.footButtons}>
          <Button size="small" appearance="primary" disabledFocusable={!savable} onClick={onSave}>
            {draft.saving ? 'Saving…' : saveLabel}
          </Button>
          <Button size="small" appearance="subtle" disabledFocusable={draft.saving} onClick={onDiscard}>
            Discard
          </Button>
          <span role="status" className="muted">
            {left > 0 && `${counted(left, 'entry has', 'entries have')} to be corrected first.`}
            {left === 0 && problems.name}
          </span>
        </div>
      </div>
    </section>
  );
}

/** What a learned profile rests on, and what it cannot know. */
function LearnedFrom({ lessons: { from, unanswered, shortcomings } }: { lessons: Lessons }) {
  return (
    <>
      <MessageBar intent="info" layout="multiline" className={styles.message ?? ''}>
        <MessageBarBody>
          <MessageBarTitle>Learned from “{from}”. Nothing is saved yet.</MessageBarTitle>
          All that the case shows is listed as expected: read it, and remove what does not belong.
          {unanswered.length > 0 && (
            <p>Nothing was learned from these steps, which have no answer: {unanswered.join(', ')}.</p>
          )}
        </MessageBarBody>
      </MessageBar>
      {shortcomings.length > 0 && (
        <MessageBar intent="warning" layout="multiline" className={styles.message ?? ''}>
          <MessageBarBody>
            <MessageBarTitle>Some answers may lack rows; what they lack is not in the list.</MessageBarTitle>
            <ul className={styles.bullets}>
              {shortcomings.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
