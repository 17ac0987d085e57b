import { ParameterFields } from './ParameterFields.tsx';
import type { ParameterField } from './parameterValues.ts';
import { QueryText } from './QueryText.tsx';
import styles from './Steps.module.css';
import type { StepVariant } from './stepState.ts';

const explanations: Record<StepVariant, string> = {
  guide:
    'Microsoft’s query, word for word, so that a reviewer can repeat the guide. It finds ids by “contains” and reads the device’s local time as UTC.',
  hardened:
    'The same purpose with exact device and hub, times in UTC, and what the guide’s filters leave out made visible.',
};

interface QueryPanelProps {
  readonly variant: StepVariant;
  /** Whether the step has a guide's query that this one can be told apart from. */
  readonly hasTwin: boolean;
  /** The query as it ran, or as the playbook has it before it ran. */
  readonly kql: string;
  readonly ran: boolean;
  readonly fields: readonly ParameterField[];
  readonly typed: Readonly<Record<string, string>>;
  readonly disabled: boolean;
  readonly onType: (name: string, value: string) => void;
}

/** A query of a step: what it is, its parameters, and its text. */
export function QueryPanel({ variant, hasTwin, kql, ran, fields, typed, disabled, onType }: QueryPanelProps) {
  return (
    <div className={styles.query}>
      {(hasTwin || variant === 'guide') && <p className={styles.muted}>{explanations[variant]}</p>}
      <ParameterFields fields={fields} typed={typed} disabled={disabled} onType={onType} />
      <div>
        <p className={styles.muted}>{ran ? 'The query as it ran:' : 'The query, before its parameters are bound:'}</p>
        <QueryText kql={kql} />
      </div>
    </div>
  );
}
