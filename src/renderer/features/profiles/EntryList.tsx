import { Button, Field, Input, Select, Switch, Textarea } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { memo, useId, useState } from 'react';
import { count, counted } from '../../ui/format.ts';
import styles from './Profiles.module.css';
import type { FormEntry, ListKind } from './profileForm.ts';
import type { FieldLook, profileLists } from './profileLists.ts';
import { hintOf } from './profileProblems.ts';

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

interface EntryListProps {
  readonly look: (typeof profileLists)[number];
  readonly covered: boolean;
  readonly entries: readonly FormEntry[];
  readonly problems: ReadonlyMap<number, string>;
  readonly onChange: (change: ListChange) => void;
}

const atOnce = 25;
/** From so many entries on there is a field to find one. */
const manyEntries = 12;

/** One list of a profile: whether it is covered, and its entries. */
export function EntryList({ look, covered, entries, problems, onChange }: EntryListProps) {
  const heading = useId();
  const [sought, setSought] = useState('');
  const [shown, setShown] = useState(atOnce);
  const [added, setAdded] = useState(false);
  const { kind, title, one, several, help } = look;
  const has = (entry: FormEntry) =>
    Object.values(entry.fields).some((text) => text.toLowerCase().includes(sought.toLowerCase()));
  const found = sought ? entries.filter(has) : entries;
  const listed = found.filter(({ id }, index) => index < shown || problems.has(id));
  const add = () => {
    setSought('');
    setAdded(true);
    onChange({ type: 'add', kind, fields: blankFields(look.fields) });
  };
  return (
    <fieldset className={styles.list} aria-labelledby={heading}>
      <div className={styles.listHead}>
        <h4 id={heading}>{title}</h4>
        <Switch
          label="Covered"
          checked={covered}
          aria-label={`${title}: covered`}
          onChange={(_, { checked }) => onChange({ type: 'cover', kind, covered: checked })}
        />
        {covered && (
          <>
            <span className={styles.muted}>{counted(entries.length, one, several)}</span>
            {entries.length >= manyEntries && (
              <Input
                size="small"
                type="search"
                aria-label={`Find in ${title}`}
                placeholder="Find"
                value={sought}
                onChange={(_, { value }) => setSought(value)}
              />
            )}
            <Button size="small" icon={<AddRegular />} aria-label={`Add to ${title}`} onClick={add}>
              Add
            </Button>
          </>
        )}
      </div>
      <p className={styles.muted}>
        {covered
          ? `${help}${entries.length === 0 ? ' Nothing is expected yet: each one that is found is new.' : ''}`
          : 'Not covered: no row is judged by these.'}
      </p>
      {covered && listed.length > 0 && look.fields.length > 1 && (
        <div className={styles.fieldNames} aria-hidden="true">
          {look.fields.map(({ name, label }) => (
            <span key={name}>{label}</span>
          ))}
        </div>
      )}
      {covered && listed.length > 0 && (
        <ul className={styles.entries} aria-label={title}>
          {listed.map((entry, index) => (
            <Entry
              key={entry.id}
              kind={kind}
              fields={look.fields}
              entry={entry}
              problem={problems.get(entry.id)}
              takesFocus={added && index === 0}
              onChange={onChange}
            />
          ))}
        </ul>
      )}
      {covered && found.length > listed.length && (
        <Button size="small" className={styles.more ?? ''} onClick={() => setShown(found.length)}>
          Show all {count(found.length)}
        </Button>
      )}
    </fieldset>
  );
}

const blankFields = (fields: readonly FieldLook[]): FormEntry['fields'] =>
  Object.fromEntries(fields.map(({ name, choices }) => [name, choices?.[0] ?? '']));

interface EntryProps {
  readonly kind: ListKind;
  readonly fields: readonly FieldLook[];
  readonly entry: FormEntry;
  readonly problem: string | undefined;
  /** It was just added: the caret belongs in it. */
  readonly takesFocus: boolean;
  readonly onChange: (change: ListChange) => void;
}

const Entry = memo(function Entry({ kind, fields, entry, problem, takesFocus, onChange }: EntryProps) {
  const name = Object.values(entry.fields).filter(Boolean).join(' ') || 'the empty entry';
  const hint = problem ?? hintOf(kind, entry.fields);
  return (
    <li className={styles.entry}>
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
