import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { CaseView, SourceRef } from '../../shared/contract/index.ts';
import { useSignedIn } from '../api/azureReads.ts';
import { useRecentCases, useShellInfo } from '../api/reads.ts';
import { useAction } from '../api/useAction.ts';
import { failureOf } from '../api/workbenchApi.ts';
import { TakeInDialog } from '../features/exchange/TakeInDialog.tsx';
import { SignInDialog } from '../features/sign-in/SignInDialog.tsx';
import { ArchiveDialog } from '../features/start/ArchiveDialog.tsx';
import { RecentCases } from '../features/start/RecentCases.tsx';
import { StartActions } from '../features/start/StartActions.tsx';
import { useSampleWorkspace } from '../features/start/useSampleWorkspace.ts';
import { WorkspaceDialog } from '../features/start/WorkspaceDialog.tsx';
import { FailureBar } from '../ui/FailureBar.tsx';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import styles from './StartPage.module.css';

interface StartPageProps {
  readonly onSource: (source: SourceRef) => void;
  readonly onCase: (view: CaseView) => void;
}

type Service = 'workspace' | 'archive';

/** The dialog in front; a sign-in may lead on to a service. */
interface Asking {
  readonly dialog: Service | 'signIn';
  readonly next?: Service;
}

/** The first page: the ways to begin, and the cases opened before. */
export function StartPage({ onSource, onCase }: StartPageProps) {
  const client = useQueryClient();
  const info = useShellInfo();
  const recent = useRecentCases();
  const chooseFolder = useAction('shell.chooseFolder');
  const chooseCaseFile = useAction('shell.chooseCaseFile');
  const openCase = useAction('cases.open');
  const choosePortableCase = useAction('shell.choosePortableCase');
  const [portable, setPortable] = useState<string | undefined>();
  const { signedIn } = useSignedIn();
  const [asking, setAsking] = useState<Asking | undefined>();
  const forget = useAction('shell.forgetCase');
  const openFolder = useCallback((folder: string) => onSource({ kind: 'local', folder }), [onSource]);
  const sample = useSampleWorkspace(info.data?.sampleFolder, openFolder);

  const open = useCallback(
    async (path: string) => {
      const view = await openCase.run({ path });
      if (view) onCase(view);
    },
    [openCase.run, onCase],
  );
  const pickFolder = async () => {
    const chosen = await chooseFolder.run({ title: 'Choose a folder of exported logs' });
    if (chosen?.path) openFolder(chosen.path);
  };
  const pickCaseFile = async () => {
    const chosen = await chooseCaseFile.run({});
    if (chosen?.path) await open(chosen.path);
  };
  const pickPortableCase = async () => {
    const chosen = await choosePortableCase.run({});
    if (chosen?.path) setPortable(chosen.path);
  };
  const remove = async (path: string) => {
    await forget.run({ path });
    await client.invalidateQueries({ queryKey: ['shell.recentCases'] });
  };
  const nobody = signedIn?.length === 0;
  const dialog = asking?.dialog;
  // Who is signed in may be known only after a service was asked for.
  useEffect(() => {
    if (nobody && dialog !== undefined && dialog !== 'signIn') setAsking({ dialog: 'signIn', next: dialog });
  }, [nobody, dialog]);
  const busy = sample.busy || openCase.running;

  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.welcome}>
          <h1>Investigate a suspicious IoT device</h1>
          <p>
            Work through Microsoft’s investigation guide: every query is saved as an exhibit, every answer cites its
            rows, and the report can be checked by others.
          </p>
        </div>
        {info.error && <FailureBar failure={failureOf(info.error)} />}
        <FailureBar failure={sample.failure} onDismiss={sample.dismiss} />
        <FailureBar failure={chooseFolder.failure} onDismiss={chooseFolder.dismiss} />
        <FailureBar failure={chooseCaseFile.failure} onDismiss={chooseCaseFile.dismiss} />
        <FailureBar failure={choosePortableCase.failure} onDismiss={choosePortableCase.dismiss} />
        <FailureBar failure={openCase.failure} onDismiss={openCase.dismiss} />
        <FailureBar failure={forget.failure} onDismiss={forget.dismiss} />
        <StartActions
          busy={busy}
          onSample={sample.open}
          onFolder={pickFolder}
          onCaseFile={pickCaseFile}
          onPortableCase={pickPortableCase}
          onWorkspace={() => setAsking({ dialog: 'workspace' })}
          onArchive={() => setAsking({ dialog: 'archive' })}
          onSignIn={() => setAsking({ dialog: 'signIn' })}
        />
        {sample.busy && (
          <ProgressLine
            label={sample.write.progress?.text ?? 'Opening the sample workspace'}
            done={sample.write.progress?.done}
            total={sample.write.progress?.total}
            onCancel={sample.write.running ? sample.write.cancel : undefined}
          />
        )}
        {openCase.running && <ProgressLine label="Opening the case" onCancel={openCase.cancel} />}
        <section aria-labelledby="recent">
          <h2 id="recent">Recent cases</h2>
          {recent.error ? (
            <FailureBar failure={failureOf(recent.error)} />
          ) : (
            <RecentCases cases={recent.data} busy={busy} onOpen={open} onForget={remove} />
          )}
        </section>
        {asking?.dialog === 'signIn' && (
          <SignInDialog
            onClose={() => setAsking(asking.next && signedIn?.length !== 0 ? { dialog: asking.next } : undefined)}
          />
        )}
        {asking?.dialog === 'workspace' && (
          <WorkspaceDialog
            onOpen={onSource}
            onSignIn={() => setAsking({ dialog: 'signIn', next: 'workspace' })}
            onClose={() => setAsking(undefined)}
          />
        )}
        {asking?.dialog === 'archive' && (
          <ArchiveDialog
            onOpen={onSource}
            onSignIn={() => setAsking({ dialog: 'signIn', next: 'archive' })}
            onClose={() => setAsking(undefined)}
          />
        )}
        {info.data && portable !== undefined && (
          <TakeInDialog
            path={portable}
            caseFolder={info.data.caseFolder}
            user={info.data.user}
            onClose={() => setPortable(undefined)}
            onOpen={(path) => {
              setPortable(undefined);
              void open(path);
            }}
          />
        )}
        {info.data && <p className={styles.version}>Casebook {info.data.version}</p>}
      </div>
    </main>
  );
}
