import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { FoundWorkspace, WorkspaceRef } from '../../../shared/contract/index.ts';
import { AskDialog, AskedAs, type Asker } from './AskDialog.tsx';
import { AskForm } from './AskForm.tsx';
import { WorkspaceList } from './WorkspaceList.tsx';
import { checkChoice, identityOf, workspaceRef } from './workspaceChoice.ts';

const title = 'Ask a workspace';

interface WorkspaceDialogProps {
  readonly onOpen: (source: WorkspaceRef) => void;
  readonly onSignIn: () => void;
  readonly onClose: () => void;
}

/** Chooses as whom which workspaces are asked. */
export function WorkspaceDialog(props: WorkspaceDialogProps) {
  return (
    <AskDialog
      title={title}
      nobody="Nobody is signed in. A workspace is asked as somebody who may read it."
      onSignIn={props.onSignIn}
      onClose={props.onClose}
    >
      {(asker) => <ChoiceForm {...props} asker={asker} />}
    </AskDialog>
  );
}

function ChoiceForm({ asker, onOpen, onSignIn, onClose }: WorkspaceDialogProps & { readonly asker: Asker }) {
  const [picked, setPicked] = useState<readonly FoundWorkspace[]>([]);
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const identity = identityOf(asker.who, asker.signedIn);
  const problem = tried ? checkChoice(picked, typed) : undefined;
  const change = (key: string) => {
    setPicked([]);
    setTried(false);
    asker.onWho(key);
  };
  const submit = () => {
    setTried(true);
    if (checkChoice(picked, typed) === undefined) onOpen(workspaceRef(identity, picked, typed));
  };
  return (
    <AskForm title={title} onSubmit={submit} onClose={onClose}>
      <AskedAs {...asker} onWho={change} onSignIn={onSignIn} />
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
    </AskForm>
  );
}
