import { Field, Input } from '@fluentui/react-components';
import type { ParameterField } from './parameterValues.ts';
import styles from './Steps.module.css';

interface ParameterFieldsProps {
  readonly fields: readonly ParameterField[];
  /** What the examiner typed, by name. */
  readonly typed: Readonly<Record<string, string>>;
  readonly disabled: boolean;
  readonly onType: (name: string, value: string) => void;
}

/** The values that a query is bound to. */
export function ParameterFields({ fields, typed, disabled, onType }: ParameterFieldsProps) {
  if (fields.length === 0) return null;
  return (
    <fieldset className={styles.parameters}>
      <legend className="visually-hidden">Parameters</legend>
      {fields.map(({ name, label, value, origin, editable, type }) => (
        <Field key={name} size="small" label={label} hint={origin}>
          <Input
            size="small"
            className="mono"
            readOnly={!editable || disabled}
            appearance={editable ? 'outline' : 'filled-darker'}
            placeholder={value === undefined ? (editable ? `a ${type}` : '') : ''}
            value={typed[name] ?? value ?? ''}
            onChange={(_, data) => onType(name, data.value)}
          />
        </Field>
      ))}
    </fieldset>
  );
}
