import { Checkbox, Field, Input } from '@fluentui/react-components';
import styles from './Exchange.module.css';
import { passphraseStrength } from './passphraseStrength.ts';

/** What is typed to seal with. */
export interface Seal {
  readonly wanted: boolean;
  readonly passphrase: string;
  readonly again: string;
}

/** Whether the file can be written: unsealed on purpose, or with a passphrase that was typed twice alike. */
export const isSealReady = ({ wanted, passphrase, again }: Seal): boolean =>
  !wanted || (passphrase === again && passphraseStrength(passphrase).level !== 'tooShort');

const states = { tooShort: 'none', weak: 'warning', fair: 'none', strong: 'success' } as const;

/** Seal with a passphrase, typed twice, with a hint on how strong it is. */
export function SealFields({ seal, onChange }: { seal: Seal; onChange: (seal: Seal) => void }) {
  const { level, text } = passphraseStrength(seal.passphrase);
  const differs = seal.again !== '' && seal.again !== seal.passphrase;
  return (
    <>
      <Checkbox
        label="Seal it with a passphrase"
        checked={seal.wanted}
        onChange={(_, { checked }) => onChange({ ...seal, wanted: checked === true })}
      />
      {seal.wanted && (
        <div className={styles.group}>
          <Field label="Passphrase" size="small" required validationState={states[level]} validationMessage={text}>
            <Input
              size="small"
              type="password"
              autoComplete="new-password"
              value={seal.passphrase}
              onChange={(_, { value }) => onChange({ ...seal, passphrase: value })}
            />
          </Field>
          <Field
            label="Passphrase again"
            size="small"
            required
            validationState={differs ? 'error' : 'none'}
            validationMessage={differs ? 'The two are not the same.' : null}
          >
            <Input
              size="small"
              type="password"
              autoComplete="new-password"
              value={seal.again}
              onChange={(_, { value }) => onChange({ ...seal, again: value })}
            />
          </Field>
          <div className={styles.hint}>
            Nobody can open the file without it, and Casebook does not keep it. Tell it by another way than the file
            goes.
          </div>
        </div>
      )}
    </>
  );
}
