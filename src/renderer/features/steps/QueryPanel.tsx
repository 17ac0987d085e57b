import { Button } from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons';
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
  /** The query as it ran, or as the playbook has it before it ran. */
  readonly kql: string;
  readonly ran: boolean;
  readonly fields: readonly ParameterField[];
  readonly typed: Readonly<Record<string, string>>;
  readonly running: boolean;
  /** Why it cannot run; undefined when it can. */
  readonly blocked: string | undefined;
  readonly onType: (name: string, value: string) => void;
  readonly onRun: () => void;
}

/** A query of a step with its parameters, and the button that runs it. */
export function QueryPanel({ variant, kql, ran, fields, typed, running, blocked, onType, onRun }: QueryPanelProps) {
  return (
    <div className={styles.query}>
      <p className={styles.muted}>{explanations[variant]}</p>
      <ParameterFields fields={fields} typed={typed} disabled={blocked !== undefined} onType={onType} />
      <div className={styles.runLine}>
        <Button
          size="small"
          appearance={ran ? 'secondary' : 'primary'}
          icon={<PlayRegular />}
          disabledFocusable={running || blocked !== undefined}
          onClick={onRun}
        >
          {ran ? 'Run again' : 'Run this query'}
        </Button>
        {blocked && <span className={styles.muted}>{blocked}</span>}
      </div>
      <details className={styles.kql} open={!ran}>
        <summary>{ran ? 'Query as it ran' : 'Query'}</summary>
        <QueryText kql={kql} />
      </details>
    </div>
  );
}
