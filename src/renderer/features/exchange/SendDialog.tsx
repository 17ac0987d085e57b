import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { CaseView, ExportedCase } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { nextFreeName } from '../../ui/filePath.ts';
import { SavePathField } from '../../ui/SavePathField.tsx';
import { ShowInFolder } from '../../ui/ShowInFolder.tsx';
import { WriteFailure } from '../../ui/WriteFailure.tsx';
import { PartFields, wholePart } from './PartFields.tsx';
import { isSealReady, SealFields } from './SealFields.tsx';
import { SentFacts } from './SentFacts.tsx';

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
  const extension = `.zip${seal.wanted ? '.age' : ''}`;
  const path = typed ?? `${stem}${whole ? '' : ' (part)'}${extension}`;

  const submit = async (target: string) => {
    const exported = await write.run({
      caseId: view.caseId,
      path: target.trim(),
      ...(whole ? {} : { part }),
      ...(seal.wanted ? { passphrase: seal.passphrase } : {}),
      ...(recipient.trim() ? { recipient: recipient.trim() } : {}),
    });
    if (!exported) return;
    setSent(exported);
    onSent();
  };
  const ready = !write.running && path.trim() !== '' && isSealReady(seal);
  const start = (
    <Button appearance="primary" type="submit" disabledFocusable={!ready}>
      Export
    </Button>
  );

  return (
    <ActionDialog
      title={sent ? 'The portable case is written' : 'Export the case to hand it on'}
      action={sent ? <ShowInFolder path={sent.path} /> : start}
      onSubmit={() => ready && void submit(path)}
      work={write}
      workLabel="Writing the portable case"
      done={sent !== undefined}
      onClose={onClose}
    >
      {sent ? (
        <SentFacts sent={sent} />
      ) : (
        <>
          <RadioGroup
            aria-label="What goes into the file"
            value={whole ? 'whole' : 'part'}
            onChange={(_, { value }) => setWhole(value === 'whole')}
          >
            <Radio value="whole" label="The whole case, byte for byte" />
            <Radio value="part" label="A part of it" />
          </RadioGroup>
          {!whole && <PartFields view={view} part={part} onChange={setPart} />}
          <SealFields seal={seal} onChange={setSeal} />
          <Field label="For whom (custody then says that it was shared)" size="small">
            <Input size="small" value={recipient} maxLength={200} onChange={(_, { value }) => setRecipient(value)} />
          </Field>
          <SavePathField label="File" kind="portable" path={path} disabled={write.running} onChange={setTyped} />
          <WriteFailure
            failure={write.failure}
            freePath={nextFreeName(path.trim(), extension)}
            onUse={(free) => {
              setTyped(free);
              void submit(free);
            }}
            onDismiss={write.dismiss}
          />
        </>
      )}
    </ActionDialog>
  );
}
