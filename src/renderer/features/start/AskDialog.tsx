import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Select,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { SignedIn } from '../../api/askers.ts';
import { useSignedIn } from '../../api/azureReads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { cloudTitle } from '../../ui/cloudTitle.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { useFocusToOpener } from '../../ui/useFocusToOpener.ts';
import styles from './Workspaces.module.css';

/** As whom a service is asked, among those who are signed in. */
export interface Asker {
  readonly who: SignedIn;
  readonly signedIn: readonly SignedIn[];
  readonly onWho: (key: string) => void;
}

interface AskDialogProps {
  readonly title: string;
  /** What is said where nobody is signed in. */
  readonly nobody: string;
  readonly onSignIn: () => void;
  readonly onClose: () => void;
  readonly children: (asker: Asker) => ReactNode;
}

/** A dialog on a service that is asked as somebody. It shows itself once it is known who is signed in: a dialog needs something to focus. */
export function AskDialog({ title, nobody, onSignIn, onClose, children }: AskDialogProps) {
  useFocusToOpener();
  const { signedIn, error } = useSignedIn();
  const [chosen, setChosen] = useState<string | undefined>();
  if (!signedIn) return null;
  const who = signedIn.find((each) => keyOf(each) === chosen) ?? signedIn[0];
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface ?? ''}>
        {who ? (
          children({ who, signedIn, onWho: setChosen })
        ) : (
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content ?? ''}>
              {error && <FailureBar failure={failureOf(error)} />}
              <p>{nobody}</p>
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" onClick={onSignIn}>
                Sign in to Azure…
              </Button>
              <Button onClick={onClose}>Cancel</Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

/** Chooses who asks, or signs somebody else in. */
export function AskedAs({ who, signedIn, onWho, onSignIn }: Asker & { readonly onSignIn: () => void }) {
  return (
    <div className={styles.account}>
      <Field label="Asked as" size="small">
        <Select size="small" value={keyOf(who)} onChange={(_, { value }) => onWho(value)}>
          {signedIn.map((each) => (
            <option key={keyOf(each)} value={keyOf(each)}>
              {nameOf(each)}
            </option>
          ))}
        </Select>
      </Field>
      <Button size="small" onClick={onSignIn}>
        Sign in…
      </Button>
    </div>
  );
}

const keyOf = ({ cloud, account }: SignedIn): string => JSON.stringify([cloud.name, account.id, account.tenantId]);

const nameOf = ({ cloud, account: { username, id, tenantId } }: SignedIn): string =>
  [username || id, cloudTitle(cloud), ...(tenantId === '' ? [] : [`tenant ${tenantId}`])].join(' · ');
