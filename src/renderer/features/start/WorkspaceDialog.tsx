import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { FoundWorkspace, WorkspaceRef } from '../../../shared/contract/index.ts';
import { type SignedIn, useSignedIn } from '../../api/azureReads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { cloudTitle } from '../../ui/cloudTitle.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { WorkspaceList } from './WorkspaceList.tsx';
import styles from './Workspaces.module.css';
import { checkChoice, identityOf, workspaceRef } from './workspaceChoice.ts';

interface WorkspaceDialogProps {
  readonly onOpen: (source: WorkspaceRef) => void;
  readonly onSignIn: () => void;
  readonly onClose: () => void;
}

/** Chooses as whom which workspaces are asked. It shows itself once it is known who is signed in: a dialog needs something to focus. */
export function WorkspaceDialog({ onOpen, onSignIn, onClose }: WorkspaceDialogProps) {
  const { signedIn, error } = useSignedIn();
  const [chosen, setChosen] = useState<string | undefined>();
  if (!signedIn) return null;
  const who = signedIn.find((each) => keyOf(each) === chosen) ?? signedIn[0];
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface ?? ''}>
        {who ? (
          <ChoiceForm
            who={who}
            signedIn={signedIn}
            onWho={setChosen}
            onOpen={onOpen}
            onSignIn={onSignIn}
            onClose={onClose}
          />
        ) : (
          <DialogBody>
            <DialogTitle>Ask a workspace</DialogTitle>
            <DialogContent className={styles.content ?? ''}>
              {error && <FailureBar failure={failureOf(error)} />}
              <p>Nobody is signed in. A workspace is asked as somebody who may read it.</p>
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

interface ChoiceFormProps extends WorkspaceDialogProps {
  readonly who: SignedIn;
  readonly signedIn: readonly SignedIn[];
  readonly onWho: (key: string) => void;
}

function ChoiceForm({ who, signedIn, onWho, onOpen, onSignIn, onClose }: ChoiceFormProps) {
  const [picked, setPicked] = useState<readonly FoundWorkspace[]>([]);
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const identity = identityOf(who, signedIn);
  const problem = tried ? checkChoice(picked, typed) : undefined;
  const change = (key: string) => {
    setPicked([]);
    setTried(false);
    onWho(key);
  };
  const submit = () => {
    setTried(true);
    if (checkChoice(picked, typed) === undefined) onOpen(workspaceRef(identity, picked, typed));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        <DialogTitle>Ask a workspace</DialogTitle>
        <DialogContent className={styles.content ?? ''}>
          <div className={styles.account}>
            <Field label="Asked as" size="small">
              <Select size="small" value={keyOf(who)} onChange={(_, { value }) => change(value)}>
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
          <WorkspaceList identity={identity} picked={picked} onPick={setPicked} onSignIn={onSignIn} />
          <Field
            label="Workspaces by their ids"
            size="small"
            hint="For a workspace that is not in the list: its Workspace ID, from its overview in the portal. Several with commas between them."
            {...(problem === undefined ? {} : { validationState: 'error', validationMessage: problem })}
          >
            <Input
              size="small"
              className="mono"
              value={typed}
              maxLength={4000}
              onChange={(_, { value }) => setTyped(value)}
            />
          </Field>
        </DialogContent>
        <DialogActions>
          <Button type="submit" appearance="primary">
            Open
          </Button>
          <Button type="button" onClick={onClose}>
            Cancel
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}

const keyOf = ({ cloud, account }: SignedIn): string => JSON.stringify([cloud.name, account.id, account.tenantId]);

const nameOf = ({ cloud, account: { username, id, tenantId } }: SignedIn): string =>
  [username || id, cloudTitle(cloud), ...(tenantId === '' ? [] : [`tenant ${tenantId}`])].join(' · ');
