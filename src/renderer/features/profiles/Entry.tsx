import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import styles from './Profiles.module.css';
import type { FormEntry, ListKind } from './profileForm.ts';
import type { FieldLook } from './profileLists.ts';
import { hintOf } from './profileProblems.ts';

/** What somebody does to a list. */
export type ListChange =
  | { readonly type: 'cover'; readonly kind: ListKind; readonly covered: boolean }
  | { readonly type: 'add'; readonly kind: ListKind; readonly fields: FormEntry['fields'] }
  | { readonly type: 'remove'; readonly kind: ListKind; readonly id: number }
  | {
      readonly type: 'edit';
      readonly kind: ListKind;
      readonly id: number;
      readonly field: string;
      readonly value: string;
    };

interface EntryProps {
  readonly kind: ListKind;
  readonly fields: readonly FieldLook[];
  readonly entry: FormEntry;
  readonly problem: string | undefined;
  /** It was just added: the caret belongs in it. */
  readonly takesFocus: boolean;
  readonly onChange: (change: ListChange) => void;
}

/** One entry of a list: its fields, and what is wrong with it beside them. */
export const Entry = memo(function Entry({ kind, fields, entry, problem, takesFocus, onChange }: EntryProps) {
  const name = Object.values(entry.fields).filter(Boolean).join(' ') || 'the empty entry';
  const hint = problem ?? hintOf(kind, entry.fields);
  return (
    <li>
      <div className={styles.entryFields}>
        {fields.map((field, index) => (
          <EntryField
            key={field.name}
            field={field}
            value={entry.fields[field.name] ?? ''}
            autoFocus={takesFocus && index === 0}
            invalid={problem !== undefined}
            onChange={(value) => onChange({ type: 'edit', kind, id: entry.id, field: field.name, value })}
          />
        ))}
        <Button
          size="small"
          appearance="subtle"
          icon={<DeleteRegular />}
          aria-label={`Remove ${name}`}
          title="Remove"
          onClick={() => onChange({ type: 'remove', kind, id: entry.id })}
        />
      </div>
      {hint && (
        <Field
          validationState={problem ? 'error' : 'warning'}
          validationMessage={hint}
          className={styles.entryProblem ?? ''}
        />
      )}
    </li>
  );
});

function EntryField(props: {
  readonly field: FieldLook;
  readonly value: string;
  readonly autoFocus: boolean;
  readonly invalid: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { field, value, autoFocus, invalid, onChange } = props;
  const { label, placeholder, choices } = field;
  if (choices) {
    return (
      <Select size="small" aria-label={label} value={value} onChange={(_, { value: next }) => onChange(next)}>
        {(choices.includes(value) ? choices : [value, ...choices]).map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    );
  }
  // A field of one line would drop the breaks of a text that has them.
  if (/[\r\n]/.test(value)) {
    return (
      <Textarea
        size="small"
        resize="vertical"
        aria-label={label}
        aria-invalid={invalid}
        className="mono"
        value={value}
        onChange={(_, { value: next }) => onChange(next)}
      />
    );
  }
  return (
    <Input
      size="small"
      aria-label={label}
      aria-invalid={invalid}
      className="mono"
      placeholder={placeholder ?? label}
      autoFocus={autoFocus}
      value={value}
      onChange={(_, { value: next }) => onChange(next)}
    />
  );
}
