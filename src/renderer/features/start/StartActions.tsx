import { Button } from '@fluentui/react-components';
import {
  ArchiveRegular,
  ArrowImportRegular,
  BeakerRegular,
  BriefcaseRegular,
  CloudRegular,
  FolderOpenRegular,
  PersonAccountsRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import styles from './Start.module.css';

interface StartActionsProps {
  readonly busy: boolean;
  readonly onSample: () => void;
  readonly onFolder: () => void;
  readonly onCaseFile: () => void;
  readonly onPortableCase: () => void;
  readonly onWorkspace: () => void;
  readonly onArchive: () => void;
  readonly onSignIn: () => void;
}

/** The ways to begin, each with what happens: from logs, or from a case that is there. */
export function StartActions({
  busy,
  onSample,
  onFolder,
  onCaseFile,
  onPortableCase,
  onWorkspace,
  onArchive,
  onSignIn,
}: StartActionsProps) {
  return (
    <>
      <section aria-labelledby="logs">
        <div className={styles.head}>
          <h2 id="logs">Investigate logs</h2>
          <Button
            appearance="subtle"
            size="small"
            icon={<PersonAccountsRegular />}
            disabled={busy}
            onClick={onSignIn}
            title="Signs you in to the tenant that holds your logs, in any Azure cloud, in your own browser; signs you out again"
          >
            Sign in to Azure
          </Button>
        </div>
        <ul className={styles.actions}>
          <StartAction icon={<BeakerRegular />} title="Open the sample workspace" disabled={busy} onClick={onSample}>
            Writes 14 days of made-up logs to your computer, with one attacked device in them, and opens them to
            practise on.
          </StartAction>
          <StartAction
            icon={<FolderOpenRegular />}
            title="Open a folder of exported logs"
            disabled={busy}
            onClick={onFolder}
          >
            Reads Log Analytics tables that you exported, one file per table; nothing is uploaded and no file is
            changed.
          </StartAction>
          <StartAction icon={<CloudRegular />} title="Ask a workspace" disabled={busy} onClick={onWorkspace}>
            Puts the queries to a live Log Analytics workspace as the account that you sign in with; nothing is written
            there.
          </StartAction>
          <StartAction icon={<ArchiveRegular />} title="Ask an archive" disabled={busy} onClick={onArchive}>
            Puts the queries to a database of Azure Data Explorer that keeps older rows; nothing is written there.
          </StartAction>
        </ul>
      </section>
      <section aria-labelledby="cases">
        <h2 id="cases">Continue a case</h2>
        <ul className={styles.actions}>
          <StartAction icon={<BriefcaseRegular />} title="Open a case file" disabled={busy} onClick={onCaseFile}>
            Opens a saved investigation with its exhibits, answers and notes, also where its logs are no longer at hand.
          </StartAction>
          <StartAction
            icon={<ArrowImportRegular />}
            title="Import a portable case"
            disabled={busy}
            onClick={onPortableCase}
          >
            Checks a case that somebody exported for you, sealed or not, and takes it in with its custody chain.
          </StartAction>
        </ul>
      </section>
    </>
  );
}

interface StartActionProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function StartAction({ icon, title, disabled, onClick, children }: StartActionProps) {
  return (
    <li>
      <button type="button" className={styles.action} disabled={disabled} onClick={onClick}>
        <span className={styles.actionIcon} aria-hidden="true">
          {icon}
        </span>
        <span className={styles.actionTitle}>{title}</span>
        <span className={styles.actionText}>{children}</span>
      </button>
    </li>
  );
}
