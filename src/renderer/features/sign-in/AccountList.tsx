import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { PersonRegular } from '@fluentui/react-icons';
import type { CloudChoice } from '../../../shared/contract/index.ts';
import { useAccounts } from '../../api/azureReads.ts';
import { useAction } from '../../api/useAction.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import styles from './SignIn.module.css';

interface AccountListProps {
  readonly cloud: CloudChoice;
  readonly onChanged: () => Promise<void>;
}

/** Who is signed in to the cloud, with where that is kept. */
export function AccountList({ cloud, onChanged }: AccountListProps) {
  const accounts = useAccounts(cloud.name, cloud.clientId);
  const signOut = useAction('signIn.signOut');
  const leave = async (account: string) => {
    await signOut.run({ cloud: cloud.name, account });
    await onChanged();
  };

  if (accounts.error) return <FailureBar failure={failureOf(accounts.error)} />;
  if (!accounts.data) return null;
  const { accounts: signedIn, keeping } = accounts.data;
  return (
    <section aria-labelledby="signed-in" className={styles.accounts}>
      <h3 id="signed-in">Signed in</h3>
      {signedIn.length === 0 ? (
        <p className={styles.hint}>Nobody yet.</p>
      ) : (
        <ul>
          {signedIn.map(({ id, tenantId, username, name }) => (
            <li key={`${id} ${tenantId}`} className={styles.account}>
              <PersonRegular aria-hidden="true" className={styles.person ?? ''} />
              <span className={styles.who}>
                <span>{username}</span>
                <span className={styles.hint}>
                  {name}
                  {tenantId !== '' && ` · tenant ${tenantId}`}
                </span>
              </span>
              <Button
                size="small"
                aria-label={`Sign out ${username}`}
                title="Forgets the account here, in all its tenants"
                disabledFocusable={signOut.running}
                onClick={() => void leave(id)}
              >
                Sign out
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FailureBar failure={signOut.failure} onDismiss={signOut.dismiss} />
      {keeping.place === 'file' && keeping.note === null ? (
        <p className={styles.hint}>Sign-ins are kept on this computer, encrypted by the system for you alone.</p>
      ) : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{keeping.note}</MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}
