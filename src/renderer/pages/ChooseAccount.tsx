import { Button, Field, Select } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SourceRef } from '../../shared/contract/index.ts';
import { askersOf } from '../api/askers.ts';
import { useSignedIn } from '../api/azureReads.ts';
import { useAction } from '../api/useAction.ts';
import { FailureBar } from '../ui/FailureBar.tsx';
import styles from './ChooseAccount.module.css';

interface ChooseAccountProps {
  readonly source: SourceRef;
  readonly onChosen?: () => void;
}

/** Chooses which of several accounts asks a source that names none; nothing where there is no such choice. */
export function ChooseAccount({ source, onChosen }: ChooseAccountProps) {
  const { signedIn = [], chosen } = useSignedIn();
  const [picked, setPicked] = useState<string | undefined>();
  const choose = useAction('signIn.choose');
  const client = useQueryClient();
  if (source.kind === 'local' || source.account !== null) return null;
  const { fitting, asks } = askersOf(source, signedIn, chosen);
  if (fitting.length < 2) return null;
  const account = picked ?? asks?.account.id ?? fitting[0]?.account.id ?? '';
  const submit = async () => {
    if (!(await choose.run({ cloud: source.cloud, tenant: source.tenant, account }))) return;
    await client.invalidateQueries({ queryKey: ['signIn.accounts'] });
    onChosen?.();
  };
  return (
    <div className={styles.choice}>
      <Field label="Asked as" size="small">
        <Select size="small" value={account} onChange={(_, { value }) => setPicked(value)}>
          {fitting.map(({ account: { id, username } }) => (
            <option key={id} value={id}>
              {username || id}
            </option>
          ))}
        </Select>
      </Field>
      <Button size="small" disabledFocusable={choose.running} onClick={() => void submit()}>
        Ask as this account
      </Button>
      <p role="status" className={styles.asked}>
        {asks && `${asks.account.username} asks until Casebook ends.`}
      </p>
      <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
    </div>
  );
}
