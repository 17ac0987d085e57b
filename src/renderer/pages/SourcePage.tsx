import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { ArrowClockwiseRegular, DatabaseRegular, RouterRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { sourceText } from '../../core/sources/sourceText.ts';
import type { CaseView, DeviceSummary, SourceRef } from '../../shared/contract/index.ts';
import { useDevices, useShellInfo, useSourceDescription } from '../api/reads.ts';
import { failureOf } from '../api/workbenchApi.ts';
import { DeviceTable } from '../features/source/DeviceTable.tsx';
import { NewInvestigation } from '../features/source/NewInvestigation.tsx';
import { coverageOf } from '../features/source/newCaseForm.ts';
import { TableList } from '../features/source/TableList.tsx';
import { Command, CommandBar } from '../ui/CommandBar.tsx';
import tableStyles from '../ui/DataTable.module.css';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailureBar } from '../ui/FailureBar.tsx';
import { fileName } from '../ui/filePath.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
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

  const refresh = () => {
    setPicked(undefined);
    void source.refetch();
    void devices.refetch();
  };
  return (
    <main className={styles.page}>
      <PageHeader
        icon={<DatabaseRegular />}
        title={source.data?.label ?? (ref.kind === 'local' ? fileName(ref.folder) : sourceText(ref))}
        onHome={onHome}
      >
        <span className={tableStyles.path}>{sourceText(ref)}</span>
      </PageHeader>
      <CommandBar label="Source">
        <Command icon={<ArrowClockwiseRegular />} onClick={refresh} disabled={source.isFetching}>
          Read the folder again
        </Command>
      </CommandBar>
      <div className={styles.body}>
        <div className={styles.main}>
          {source.error && <FailureBar failure={failureOf(source.error)} />}
          {!source.error && devices.error && <FailureBar failure={failureOf(devices.error)} />}
          <section aria-labelledby="devices">
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
          <section aria-labelledby="tables">
            <h2 id="tables">Tables</h2>
            {source.data && <TableList source={source.data} />}
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
    </main>
  );
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
