import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { CloudChoice, RemoteIdentity } from '../../../shared/contract/index.ts';
import { useAccounts, useClouds } from '../../api/azureReads.ts';
import { useAction } from '../../api/useAction.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { useFocusToOpener } from '../../ui/useFocusToOpener.ts';
import { AccountList } from './AccountList.tsx';
import { CloudField } from './CloudField.tsx';
import styles from './SignIn.module.css';
import { SignInFields } from './SignInFields.tsx';
import { checkSignIn, type SignInDraft, signInDraft, wantedCloud, wantedUser } from './signInForm.ts';
import { useRefreshSignIn, useSignInCode } from './useSignIn.ts';
import { WaitingForSignIn } from './WaitingForSignIn.tsx';

interface SignInDialogProps {
  /** As whom and where a case or a source asks: the dialog opens set to it. */
  readonly wanted?: RemoteIdentity | undefined;
  readonly onClose: () => void;
}

/** Signs in to an Azure cloud, and shows who is signed in. It shows itself once the clouds are read: a dialog needs something to focus. */
export function SignInDialog({ wanted, onClose }: SignInDialogProps) {
  useFocusToOpener();
  const clouds = useClouds();
  if (clouds.isPending) return null;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        {clouds.data ? (
          <SignInBody clouds={clouds.data} wanted={wanted} onClose={onClose} />
        ) : (
          <DialogBody>
            <DialogTitle>Sign in to Azure</DialogTitle>
            <DialogContent>
              <FailureBar failure={failureOf(clouds.error)} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>Close</Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

interface SignInBodyProps extends SignInDialogProps {
  readonly clouds: readonly CloudChoice[];
}

function SignInBody({ clouds, wanted, onClose }: SignInBodyProps) {
  const [chosen, setChosen] = useState(() => (wanted && wantedCloud(clouds, wanted)) ?? 'public');
  const cloud = clouds.find(({ name }) => name === chosen) ?? clouds[0];
  return cloud && <SignInForm {...{ clouds, cloud, wanted, onClose }} onCloud={setChosen} />;
}

interface SignInFormProps extends SignInBodyProps {
  readonly cloud: CloudChoice;
  readonly onCloud: (name: string) => void;
}

function SignInForm({ clouds, cloud, wanted, onCloud, onClose }: SignInFormProps) {
  const [drafts, setDrafts] = useState<Readonly<Record<string, SignInDraft>>>({});
  const [tried, setTried] = useState(false);
  const [way, setWay] = useState<'browser' | 'code'>('browser');
  const [came, setCame] = useState<string | undefined>();
  const start = useAction('signIn.start');
  const setClientId = useAction('signIn.setClientId');
  const refresh = useRefreshSignIn();
  const code = useSignInCode(start.running);
  const draft = drafts[cloud.name] ?? signInDraft(cloud, wanted);
  const user = wantedUser(cloud, wanted, useAccounts(cloud.name, cloud.clientId).data?.accounts ?? []);
  const problems = checkSignIn(cloud, draft);
  const goTo = (name: string) => {
    setTried(false);
    setCame(undefined);
    start.dismiss();
    onCloud(name);
  };

  const signIn = async (by: 'browser' | 'code') => {
    setTried(true);
    setCame(undefined);
    if (Object.keys(problems).length > 0) return;
    setWay(by);
    const clientId = draft.clientId.trim();
    if (cloud.takesClientId && clientId !== cloud.clientId) {
      if (!(await setClientId.run({ cloud: cloud.name, clientId }))) return;
    }
    const tenant = cloud.needsTenant ? draft.tenant.trim() : null;
    const account = await start.run({
      cloud: cloud.name,
      tenant,
      way: by,
      ...(user !== undefined && { account: user }),
    });
    if (account) setCame(account.username);
    await refresh();
  };

  return (
    <DialogBody>
      <DialogTitle>Sign in to Azure</DialogTitle>
      <DialogContent className={styles.content ?? ''}>
        {start.running ? (
          <WaitingForSignIn way={way} code={code} onCancel={start.cancel} />
        ) : (
          <>
            {wanted && wantedCloud(clouds, wanted) === undefined && <UnknownCloud name={wanted.cloud} />}
            <CloudField clouds={clouds} cloud={cloud} onCloud={goTo} onChanged={refresh} />
            <SignInFields
              cloud={cloud}
              draft={draft}
              problems={tried ? problems : {}}
              onChange={(next) => setDrafts((all) => ({ ...all, [cloud.name]: next }))}
            />
            {user !== undefined && <p className={styles.hint}>It is asked as {user}: sign in with this account.</p>}
            {came !== undefined && (
              <MessageBar intent="success">
                <MessageBarBody role="status">Signed in as {came}.</MessageBarBody>
              </MessageBar>
            )}
            {start.cancelled && (
              <MessageBar intent="info">
                <MessageBarBody role="status">The sign-in was cancelled.</MessageBarBody>
              </MessageBar>
            )}
            <FailureBar failure={start.failure} onDismiss={start.dismiss} />
            <FailureBar failure={setClientId.failure} onDismiss={setClientId.dismiss} />
            <AccountList cloud={cloud} onChanged={refresh} />
          </>
        )}
      </DialogContent>
      <DialogActions fluid>
        <Button appearance="primary" disabledFocusable={start.running} onClick={() => void signIn('browser')}>
          Sign in with the browser
        </Button>
        <Button disabledFocusable={start.running} onClick={() => void signIn('code')}>
          Sign in with a code
        </Button>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </DialogBody>
  );
}

function UnknownCloud({ name }: { readonly name: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        The cloud “{name}” is asked, which this computer does not know. Add it by its file, then sign in there.
      </MessageBarBody>
    </MessageBar>
  );
}
