import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { DatabaseRef } from '../../../shared/contract/index.ts';
import { AskDialog, AskedAs, type Asker } from './AskDialog.tsx';
import { AskForm } from './AskForm.tsx';
import { archiveRef, checkArchive } from './archiveChoice.ts';
import { identityOf } from './workspaceChoice.ts';

const title = 'Ask an archive';

interface ArchiveDialogProps {
  readonly onOpen: (source: DatabaseRef) => void;
  readonly onSignIn: () => void;
  readonly onClose: () => void;
}

/** Chooses as whom which database of Azure Data Explorer is asked. */
export function ArchiveDialog(props: ArchiveDialogProps) {
  return (
    <AskDialog
      title={title}
      nobody="Nobody is signed in. An archive is asked as somebody who may read it."
      onSignIn={props.onSignIn}
      onClose={props.onClose}
    >
      {(asker) => <ArchiveForm {...props} asker={asker} />}
    </AskDialog>
  );
}

function ArchiveForm({ asker, onOpen, onSignIn, onClose }: ArchiveDialogProps & { readonly asker: Asker }) {
  const [cluster, setCluster] = useState('');
  const [database, setDatabase] = useState('');
  const [tried, setTried] = useState(false);
  const problems = tried ? checkArchive({ cluster, database }) : {};
  const submit = () => {
    setTried(true);
    const source = archiveRef(identityOf(asker.who, asker.signedIn), { cluster, database });
    if (source) onOpen(source);
  };
  return (
    <AskForm title={title} onSubmit={submit} onClose={onClose}>
      <AskedAs {...asker} onSignIn={onSignIn} />
      <Field
        label="Cluster"
        size="small"
        hint="Its URI, from its overview in the portal. It has to be a cluster of the cloud that you are signed in to."
        {...invalid(problems.cluster)}
      >
        <Input
          size="small"
          className="mono"
          placeholder="https://archive.westeurope.kusto.windows.net"
          value={cluster}
          maxLength={2048}
          onChange={(_, { value }) => setCluster(value)}
        />
      </Field>
      <Field
        label="Database"
        size="small"
        hint="It holds the tables under the names that they had in Log Analytics, such as SecurityAlert."
        {...invalid(problems.database)}
      >
        <Input size="small" value={database} maxLength={260} onChange={(_, { value }) => setDatabase(value)} />
      </Field>
    </AskForm>
  );
}

const invalid = (problem: string | undefined) =>
  problem === undefined ? {} : ({ validationState: 'error', validationMessage: problem } as const);
