import { Button, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { ArrowClockwiseRegular, DatabaseRegular, RouterRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { databaseText, sourceText, workspacesText } from '../../core/sources/sourceText.ts';
import type { CaseView, DeviceSummary, SourceRef } from '../../shared/contract/index.ts';
import { useServiceWait } from '../api/azureReads.ts';
import { useDevices, useShellInfo, useSourceDescription } from '../api/reads.ts';
import { failureOf } from '../api/workbenchApi.ts';
import { SignInDialog } from '../features/sign-in/SignInDialog.tsx';
import { ArchivePreFlight } from '../features/source/ArchivePreFlight.tsx';
import { DeviceTable } from '../features/source/DeviceTable.tsx';
import { NewInvestigation } from '../features/source/NewInvestigation.tsx';
import { coverageOf } from '../features/source/newCaseForm.ts';
import { PreFlight } from '../features/source/PreFlight.tsx';
import { TableList } from '../features/source/TableList.tsx';
import { WorkspaceTables } from '../features/source/WorkspaceTables.tsx';
import { Command, CommandBar } from '../ui/CommandBar.tsx';
import tableStyles from '../ui/DataTable.module.css';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailureBar } from '../ui/FailureBar.tsx';
import { fileName } from '../ui/filePath.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ChooseAccount } from './ChooseAccount.tsx';
import styles from './SourcePage.module.css';

interface SourcePageProps {
  readonly source: SourceRef;
  readonly onHome: () => void;
  readonly onCase: (view: CaseView) => void;
}

/** A folder of logs or a service that holds them: its devices, its tables, and the start of an investigation. */
export function SourcePage({ source: ref, onHome, onCase }: SourcePageProps) {
  const info = useShellInfo();
  const source = useSourceDescription(ref);
  const devices = useDevices(ref);
  const [picked, setPicked] = useState<DeviceSummary | undefined>();

  const [signingIn, setSigningIn] = useState(false);
  const client = useQueryClient();
  const waiting = useServiceWait();
  const asking = source.isFetching || devices.isFetching;
  const error = source.error ?? devices.error;
  const failure = error ? failureOf(error) : undefined;

  const refusal = source.error ? failureOf(source.error) : undefined;

  const refresh = () => {
    setPicked(undefined);
    void source.refetch();
    void devices.refetch();
    void client.invalidateQueries({ queryKey: ['azure.workspaceSettings'] });
  };
  return (
    <main className={styles.page}>
      <PageHeader icon={<DatabaseRegular />} title={titleOf(ref, source.data?.label)} onHome={onHome}>
        <span className={tableStyles.path}>{sourceText(ref)}</span>
      </PageHeader>
      <CommandBar label="Source">
        <Command icon={<ArrowClockwiseRegular />} onClick={refresh} disabled={asking}>
          {ref.kind === 'local' ? 'Read the folder again' : 'Ask again'}
        </Command>
      </CommandBar>
      <div className={styles.body}>
        <div className={styles.main}>
          {failure && (
            <FailureBar failure={failure}>
              {ref.kind !== 'local' && (
                <Button size="small" onClick={refresh}>
                  Try again
                </Button>
              )}
              {failure.code === 'accountNeeded' && <ChooseAccount source={ref} onChosen={refresh} />}
              {(failure.code === 'signInNeeded' || failure.code === 'accountNeeded') && (
                <Button size="small" onClick={() => setSigningIn(true)}>
                  Sign in…
                </Button>
              )}
            </FailureBar>
          )}
          {waiting && asking && (
            <p role="status" className={tableStyles.path}>
              {waiting}
            </p>
          )}
          {ref.kind !== 'local' && (
            <section aria-labelledby="pre-flight">
              <h2 id="pre-flight">Pre-flight</h2>
              {ref.kind === 'workspace' ? (
                <PreFlight source={ref} description={source.data} refusal={refusal} />
              ) : (
                <ArchivePreFlight source={ref} description={source.data} refusal={refusal} />
              )}
            </section>
          )}
          <section aria-labelledby="devices" hidden={source.error !== null}>
            <h2 id="devices">Devices</h2>
            {devices.data && <DeviceTable devices={devices.data.devices} picked={picked} onPick={setPicked} />}
            {devices.data && devices.data.problems.length > 0 && (
              <ul className={styles.problems}>
                {devices.data.problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            )}
            {devices.isPending && <Waiting label="Reading the devices" />}
          </section>
          <section aria-labelledby="tables" hidden={source.error !== null}>
            <h2 id="tables">Tables</h2>
            {source.data &&
              (ref.kind === 'workspace' ? (
                <WorkspaceTables source={ref} description={source.data} />
              ) : (
                <TableList source={source.data} />
              ))}
            {source.isPending && <Waiting label="Reading the tables" />}
          </section>
        </div>
        <div className={styles.side}>
          {picked && source.data && info.data ? (
            <NewInvestigation
              key={`${picked.hubName}\0${picked.deviceId}`}
              source={source.data.source}
              device={picked}
              coverage={coverageOf(source.data)}
              user={info.data.user}
              caseFolder={info.data.caseFolder}
              onCreated={onCase}
            />
          ) : (
            <EmptyState icon={<RouterRegular />} title="Pick a device">
              Choose the device to investigate from the list. A case of its own is made for it.
            </EmptyState>
          )}
        </div>
      </div>
      {signingIn && (
        <SignInDialog
          wanted={ref.kind === 'local' ? undefined : ref}
          onClose={() => {
            setSigningIn(false);
            refresh();
          }}
        />
      )}
    </main>
  );
}

/** A workspace by its name alone where that is known: its id stands below. */
function titleOf(source: SourceRef, label: string | undefined): string {
  if (source.kind === 'workspace') return source.name ?? workspacesText(source);
  return label ?? (source.kind === 'local' ? fileName(source.folder) : databaseText(source));
}

function Waiting({ label }: { label: string }) {
  return (
    <Skeleton aria-label={label} className={tableStyles.skeleton ?? ''}>
      {[0, 1, 2, 3].map((line) => (
        <SkeletonItem key={line} size={20} />
      ))}
    </Skeleton>
  );
}
