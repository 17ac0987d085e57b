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
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { CaseView, ExportedCase } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { bytes, counted, shortHash } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './Exchange.module.css';
import { PartFields, wholePart } from './PartFields.tsx';
import { isSealReady, SealFields } from './SealFields.tsx';

interface SendDialogProps {
  readonly view: CaseView;
  readonly onClose: () => void;
  /** The case has an event more. */
  readonly onSent: () => void;
}

/** Writes the case or a part of it to one file for somebody else. */
export function SendDialog({ view, onClose, onSent }: SendDialogProps) {
  const stem = view.path.replace(/\.casefile$/i, '');
  const [typed, setTyped] = useState<string | undefined>();
  const [whole, setWhole] = useState(true);
  const [part, setPart] = useState(() => wholePart(view));
  const [seal, setSeal] = useState({ wanted: true, passphrase: '', again: '' });
  const [recipient, setRecipient] = useState('');
  const [sent, setSent] = useState<ExportedCase | undefined>();
  const write = useAction('exchange.export');
  const choose = useAction('shell.chooseSavePath');
  const path = typed ?? `${stem}${whole ? '' : ' (part)'}.zip${seal.wanted ? '.age' : ''}`;

  const submit = async () => {
    const exported = await write.run({
      caseId: view.caseId,
      path: path.trim(),
      ...(whole ? {} : { part }),
      ...(seal.wanted ? { passphrase: seal.passphrase } : {}),
      ...(recipient.trim() ? { recipient: recipient.trim() } : {}),
    });
    if (!exported) return;
    setSent(exported);
    onSent();
  };
  const browse = async () => {
    const chosen = await choose.run({ suggestedPath: path, kind: 'portable' });
    if (chosen?.path) setTyped(chosen.path);
  };

  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{sent ? 'The portable case is written' : 'Export the case to hand it on'}</DialogTitle>
          <DialogContent className={styles.content ?? ''}>
            {sent ? (
              <SentFacts sent={sent} />
            ) : (
              <>
                <RadioGroup value={whole ? 'whole' : 'part'} onChange={(_, { value }) => setWhole(value === 'whole')}>
                  <Radio value="whole" label="The whole case, byte for byte" />
                  <Radio value="part" label="A part of it" />
                </RadioGroup>
                {!whole && <PartFields view={view} part={part} onChange={setPart} />}
                <SealFields seal={seal} onChange={setSeal} />
                <Field label="For whom (custody then says that it was shared)" size="small">
                  <Input
                    size="small"
                    value={recipient}
                    maxLength={200}
                    onChange={(_, { value }) => setRecipient(value)}
                  />
                </Field>
                <Field label="File" size="small" required>
                  <Input
                    size="small"
                    className="mono"
                    title={path}
                    value={path}
                    onChange={(_, { value }) => setTyped(value)}
                  />
                </Field>
                <Button size="small" className={styles.browse ?? ''} onClick={browse}>
                  Choose another place…
                </Button>
                <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
                <FailureBar failure={write.failure} onDismiss={write.dismiss} />
                {write.running && (
                  <ProgressLine
                    label={write.progress?.text ?? 'Writing the portable case'}
                    done={write.progress?.done}
                    total={write.progress?.total}
                    onCancel={write.cancel}
                  />
                )}
              </>
            )}
          </DialogContent>
          <DialogActions>
            {sent ? (
              <ShowInFolder path={sent.path} />
            ) : (
              <Button
                appearance="primary"
                disabledFocusable={write.running || path.trim() === '' || !isSealReady(seal)}
                onClick={() => void submit()}
              >
                Export
              </Button>
            )}
            <Button onClick={onClose}>{sent ? 'Close' : 'Cancel'}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function SentFacts({ sent }: { sent: ExportedCase }) {
  return (
    <>
      <dl className={styles.facts} data-testid="case-sent">
        <dt>File</dt>
        <dd>
          <code>{sent.path}</code>
        </dd>
        <dt>Contents</dt>
        <dd>
          {sent.contents === 'whole' ? 'The whole case' : `A part; ${counted(sent.leftOut.length, 'record')} left out`},{' '}
          {bytes(sent.byteLength)}, {sent.sealed ? 'sealed' : 'not sealed'}
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <code title={sent.sha256}>{shortHash(sent.sha256)}…</code>
          <CopyButton text={sent.sha256} label="Copy the SHA-256 of the file" />
        </dd>
        <dt>Custody head</dt>
        <dd>
          <code title={sent.custodyHead}>{shortHash(sent.custodyHead)}…</code>
          <CopyButton text={sent.custodyHead} label="Copy the custody head" />
        </dd>
      </dl>
      <div className={styles.hint}>
        Tell the receiver the SHA-256 by another way than the file goes: it shows that the file arrived as you wrote it.
      </div>
      {sent.warnings.map((warning) => (
        <MessageBar key={warning} intent="warning" layout="multiline">
          <MessageBarBody>{warning}</MessageBarBody>
        </MessageBar>
      ))}
    </>
  );
}

function ShowInFolder({ path }: { path: string }) {
  const show = useAction('shell.showInFolder');
  return (
    <>
      <Button appearance="primary" onClick={() => void show.run({ path })}>
        Show in folder
      </Button>
      <FailureBar failure={show.failure} onDismiss={show.dismiss} />
    </>
  );
}
