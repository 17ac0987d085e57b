import { Button, Link } from '@fluentui/react-components';
import { FolderOpenRegular } from '@fluentui/react-icons';
import { useRecentCases } from '../api/reads.ts';
import { useAction } from '../api/useAction.ts';
import { failureOf } from '../api/workbenchApi.ts';
import styles from './CaseFileChooser.module.css';
import { FailureBar } from './FailureBar.tsx';
import { utc } from './format.ts';

interface CaseFileChooserProps {
  /** The case at hand, which is not offered. */
  readonly except: string;
  readonly busy: boolean;
  readonly onChoose: (path: string) => void;
}

/** Chooses another case file: one opened before, or any by the system's dialog. */
export function CaseFileChooser({ except, busy, onChoose }: CaseFileChooserProps) {
  const recent = useRecentCases();
  const choose = useAction('shell.chooseCaseFile');
  const offered = recent.data?.filter(({ path, exists }) => exists && path !== except) ?? [];
  const pick = async () => {
    const chosen = await choose.run({});
    if (chosen?.path) onChoose(chosen.path);
  };
  return (
    <div className={styles.chooser}>
      {recent.error && <FailureBar failure={failureOf(recent.error)} />}
      <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
      {offered.length > 0 && (
        <ul className={styles.list} aria-label="Recent cases">
          {offered.map(({ path, title, openedAt }) => (
            <li key={path}>
              <Link as="button" disabled={busy} onClick={() => onChoose(path)}>
                {title}
              </Link>
              <span className={styles.path}>{path}</span>
              <span className={styles.at}>{utc(openedAt)}</span>
            </li>
          ))}
        </ul>
      )}
      <Button size="small" icon={<FolderOpenRegular />} disabledFocusable={busy} onClick={() => void pick()}>
        Choose a case file…
      </Button>
    </div>
  );
}
