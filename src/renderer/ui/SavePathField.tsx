import { Button, Field, Input } from '@fluentui/react-components';
import type { Input as CallInput } from '../../shared/contract/index.ts';
import { useAction } from '../api/useAction.ts';
import { FailureBar } from './FailureBar.tsx';
import styles from './SavePathField.module.css';

interface SavePathFieldProps {
  readonly label: string;
  readonly kind: CallInput<'shell.chooseSavePath'>['kind'];
  readonly path: string;
  readonly disabled: boolean;
  readonly onChange: (path: string) => void;
}

/** Where a new file goes: typed, or chosen in the system's dialog. */
export function SavePathField({ label, kind, path, disabled, onChange }: SavePathFieldProps) {
  const choose = useAction('shell.chooseSavePath');
  const browse = async () => {
    const chosen = await choose.run({ suggestedPath: path, kind });
    if (chosen?.path) onChange(chosen.path);
  };
  return (
    <>
      <div className={styles.row}>
        <Field label={label} size="small" required>
          <Input
            size="small"
            className="mono"
            title={path}
            value={path}
            disabled={disabled}
            onChange={(_, { value }) => onChange(value)}
          />
        </Field>
        <Button size="small" disabled={disabled} onClick={() => void browse()}>
          Choose another place…
        </Button>
      </div>
      <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
    </>
  );
}
