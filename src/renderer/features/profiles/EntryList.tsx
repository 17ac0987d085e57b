import { Button, Input, Switch } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { count, counted } from '../../ui/format.ts';
import { Entry, type ListChange } from './Entry.tsx';
import styles from './Profiles.module.css';
import type { FormEntry } from './profileForm.ts';
import type { FieldLook, profileLists } from './profileLists.ts';

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
            <span className="muted">{counted(entries.length, one, several)}</span>
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
      <p className="muted">
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
