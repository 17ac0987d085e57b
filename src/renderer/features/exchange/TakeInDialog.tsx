import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { ImportedCase } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { fileName, nextFreeName } from '../../ui/filePath.ts';
import { SavePathField } from '../../ui/SavePathField.tsx';
import { WriteFailure } from '../../ui/WriteFailure.tsx';
import styles from './Exchange.module.css';
import { TakenFacts } from './TakenFacts.tsx';

interface TakeInDialogProps {
  /** The portable case that was chosen. */
  readonly path: string;
  /** Where cases are kept. */
  readonly caseFolder: string;
  /** Who takes it in. */
  readonly user: string;
  readonly onClose: () => void;
  readonly onOpen: (path: string) => void;
}

/** Checks a portable case and takes it in as a new case file. */
export function TakeInDialog({ path, caseFolder, user, onClose, onOpen }: TakeInDialogProps) {
  const separator = caseFolder.includes('\\') ? '\\' : '/';
  const stem = fileName(path).replace(/(\.zip)?(\.age)?$/i, '');
  const [out, setOut] = useState(`${caseFolder}${separator}${stem}.casefile`);
  const [actor, setActor] = useState(user);
  const [passphrase, setPassphrase] = useState('');
  const [taken, setTaken] = useState<ImportedCase | undefined>();
  const take = useAction('exchange.import');
  const sealed = /\.age$/i.test(path) || take.failure?.code === 'passphraseNeeded' || passphrase !== '';
  const ready = !take.running && out.trim() !== '' && (!sealed || passphrase !== '');

  const submit = async (target: string) => {
    setOut(target);
    const imported = await take.run({
      path,
      out: target.trim(),
      ...(passphrase ? { passphrase } : {}),
      ...(actor.trim() ? { actor: actor.trim() } : {}),
    });
    if (imported) setTaken(imported);
  };

  return (
    <ActionDialog
      title={taken ? 'The case is taken in' : 'Import a portable case'}
      action={
        taken ? (
          <Button appearance="primary" onClick={() => onOpen(taken.path)}>
            Open the case
          </Button>
        ) : (
          <Button appearance="primary" type="submit" disabledFocusable={!ready}>
            Import
          </Button>
        )
      }
      onSubmit={() => ready && void submit(out)}
      work={take}
      workLabel="Opening the portable case"
      done={taken !== undefined}
      onClose={onClose}
    >
      {taken ? (
        <TakenFacts taken={taken} />
      ) : (
        <>
          <FactList facts={[['From', <code key="path">{path}</code>]]} />
          {sealed && (
            <Field label="Passphrase" size="small" required>
              <Input
                size="small"
                type="password"
                autoComplete="off"
                value={passphrase}
                onChange={(_, { value }) => setPassphrase(value)}
              />
            </Field>
          )}
          <Field label="Taken in by" size="small">
            <Input size="small" value={actor} maxLength={200} onChange={(_, { value }) => setActor(value)} />
          </Field>
          <SavePathField label="Case file" kind="case" path={out} disabled={take.running} onChange={setOut} />
          <div className={styles.hint}>
            Every hash and the custody chain are checked first. The sender’s chain stays as it is, and an event tells
            that you took the case in.
          </div>
          <WriteFailure
            failure={take.failure}
            freePath={nextFreeName(out.trim(), '.casefile')}
            onUse={(free) => void submit(free)}
            onDismiss={take.dismiss}
          />
        </>
      )}
    </ActionDialog>
  );
}
