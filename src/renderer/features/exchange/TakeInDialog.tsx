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
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ImportedCase } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { fileName } from '../../ui/filePath.ts';
import { counted, shortHash, utc } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './Exchange.module.css';

interface TakeInDialogProps {
  /** The portable case that was chosen. */
  readonly path: string;
  /** Where cases are kept. */
  readonly caseFolder: string;
  /** Who takes it in. */
  readonly user: string;
  readonly onClose: () => void;
  readonly onOpen: (path: string) => void;
}

/** Checks a portable case and takes it in as a new case file. */
export function TakeInDialog({ path, caseFolder, user, onClose, onOpen }: TakeInDialogProps) {
  const separator = caseFolder.includes('\\') ? '\\' : '/';
  const stem = fileName(path).replace(/(\.zip)?(\.age)?$/i, '');
  const [out, setOut] = useState(`${caseFolder}${separator}${stem}.casefile`);
  const [actor, setActor] = useState(user);
  const [passphrase, setPassphrase] = useState('');
  const [taken, setTaken] = useState<ImportedCase | undefined>();
  const take = useAction('exchange.import');
  const sealed = /\.age$/i.test(path) || take.failure?.code === 'passphraseNeeded' || passphrase !== '';

  const submit = async () => {
    const imported = await take.run({
      path,
      out: out.trim(),
      ...(passphrase ? { passphrase } : {}),
      ...(actor.trim() ? { actor: actor.trim() } : {}),
    });
    if (imported) setTaken(imported);
  };

  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{taken ? 'The case is taken in' : 'Import a portable case'}</DialogTitle>
          <DialogContent className={styles.content ?? ''}>
            {taken ? (
              <TakenFacts taken={taken} />
            ) : (
              <>
                <dl className={styles.facts}>
                  <dt>From</dt>
                  <dd>
                    <code>{path}</code>
                  </dd>
                </dl>
                {sealed && (
                  <Field label="Passphrase" size="small" required>
                    <Input
                      size="small"
                      type="password"
                      autoComplete="off"
                      value={passphrase}
                      onChange={(_, { value }) => setPassphrase(value)}
                    />
                  </Field>
                )}
                <Field label="Taken in by" size="small">
                  <Input size="small" value={actor} maxLength={200} onChange={(_, { value }) => setActor(value)} />
                </Field>
                <Field label="Case file" size="small" required>
                  <Input
                    size="small"
                    className="mono"
                    title={out}
                    value={out}
                    onChange={(_, { value }) => setOut(value)}
                  />
                </Field>
                <div className={styles.hint}>
                  Every hash and the custody chain are checked first. The sender’s chain stays as it is, and an event
                  tells that you took the case in.
                </div>
                <FailureBar failure={take.failure} onDismiss={take.dismiss} />
                {take.running && (
                  <ProgressLine
                    label={take.progress?.text ?? 'Opening the portable case'}
                    done={take.progress?.done}
                    total={take.progress?.total}
                    onCancel={take.cancel}
                  />
                )}
              </>
            )}
          </DialogContent>
          <DialogActions>
            {taken ? (
              <Button appearance="primary" onClick={() => onOpen(taken.path)}>
                Open the case
              </Button>
            ) : (
              <Button
                appearance="primary"
                disabledFocusable={take.running || out.trim() === '' || (sealed && passphrase === '')}
                onClick={() => void submit()}
              >
                Import
              </Button>
            )}
            <Button onClick={onClose}>{taken ? 'Close' : 'Cancel'}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function TakenFacts({ taken }: { taken: ImportedCase }) {
  return (
    <>
      <dl className={styles.facts} data-testid="case-taken">
        <dt>Case</dt>
        <dd>{taken.title}</dd>
        <dt>Contents</dt>
        <dd>
          {taken.contents === 'whole' ? 'The whole case' : `A part; ${counted(taken.leftOut, 'record')} left out`}
        </dd>
        <dt>Sent by</dt>
        <dd>
          {taken.createdBy}, {utc(taken.createdAt)}
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <code title={taken.sha256}>{shortHash(taken.sha256)}…</code>
          <CopyButton text={taken.sha256} label="Copy the SHA-256 of the file" />
        </dd>
        <dt>Sender’s head</dt>
        <dd>
          <code title={taken.senderHead}>{shortHash(taken.senderHead)}…</code>
          <CopyButton text={taken.senderHead} label="Copy the sender’s custody head" />
        </dd>
      </dl>
      <div className={styles.hint}>
        Every hash matches. Compare the SHA-256 or the head with the one that the sender has: only that shows that the
        file is the one that was sent.
      </div>
    </>
  );
}
