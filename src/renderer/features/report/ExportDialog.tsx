import { Button, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { Input as CallInput, CaseView, Output } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { FactList, Hash } from '../../ui/FactList.tsx';
import { nextFreeName } from '../../ui/filePath.ts';
import { bytes, counted } from '../../ui/format.ts';
import { SavePathField } from '../../ui/SavePathField.tsx';
import { ShowInFolder } from '../../ui/ShowInFolder.tsx';
import { Warnings } from '../../ui/Warnings.tsx';
import { WriteFailure } from '../../ui/WriteFailure.tsx';

interface Wishes {
  readonly paper: NonNullable<CallInput<'reports.write'>['paper']>;
  readonly standard: NonNullable<CallInput<'reports.write'>['standard']>;
}
type Written = Output<'reports.write'>;

interface ExportDialogProps {
  readonly view: CaseView;
  readonly onClose: () => void;
  /** The case has an event more. */
  readonly onWritten: () => void;
}

/** Writes the case's report as a PDF and shows where it is. */
export function ExportDialog({ view, onClose, onWritten }: ExportDialogProps) {
  const [path, setPath] = useState(() => `${view.path.replace(/\.casefile$/i, '')}.pdf`);
  const [wishes, setWishes] = useState<Wishes>({ paper: 'a4', standard: 'ua-1' });
  const [written, setWritten] = useState<Written | undefined>();
  const write = useAction('reports.write');

  const submit = async (target: string) => {
    setPath(target);
    const report = await write.run({ caseId: view.caseId, path: target.trim(), ...wishes });
    if (!report) return;
    setWritten(report);
    onWritten();
  };
  const ready = !write.running && path.trim() !== '';
  const start = (
    <Button appearance="primary" type="submit" disabledFocusable={!ready}>
      Export
    </Button>
  );

  return (
    <ActionDialog
      title={written ? 'The report is written' : 'Export the report as PDF'}
      action={written ? <ShowInFolder path={written.path} /> : start}
      onSubmit={() => ready && void submit(path)}
      work={write}
      workLabel="Writing the report"
      done={written !== undefined}
      onClose={onClose}
    >
      {written ? (
        <>
          <FactList testId="report-written" facts={factsOf(written)} />
          <Warnings texts={written.warnings} />
        </>
      ) : (
        <>
          <SavePathField label="File" kind="report" path={path} disabled={write.running} onChange={setPath} />
          <WishFields wishes={wishes} onChange={setWishes} />
          <WriteFailure
            failure={write.failure}
            freePath={nextFreeName(path.trim(), '.pdf')}
            onUse={(free) => void submit(free)}
            onDismiss={write.dismiss}
          />
        </>
      )}
    </ActionDialog>
  );
}

function WishFields({ wishes, onChange }: { wishes: Wishes; onChange: (wishes: Wishes) => void }) {
  return (
    <>
      <Field label="Paper" size="small">
        <RadioGroup
          layout="horizontal"
          value={wishes.paper}
          onChange={(_, { value }) => onChange({ ...wishes, paper: value === 'letter' ? 'letter' : 'a4' })}
        >
          <Radio value="a4" label="A4" />
          <Radio value="letter" label="Letter" />
        </RadioGroup>
      </Field>
      <Field label="Standard" size="small">
        <RadioGroup
          value={wishes.standard}
          onChange={(_, { value }) => onChange({ ...wishes, standard: value === 'a-3a' ? 'a-3a' : 'ua-1' })}
        >
          <Radio value="ua-1" label="PDF/UA-1: readable with assistive technology" />
          <Radio value="a-3a" label="PDF/A-3a: for archives" />
        </RadioGroup>
      </Field>
    </>
  );
}

const factsOf = ({ path, pageCount, byteLength, sha256 }: Written) =>
  [
    ['File', <code key="path">{path}</code>],
    ['Size', `${counted(pageCount, 'page')}, ${bytes(byteLength)}`],
    ['SHA-256', <Hash key="hash" hash={sha256} name="the SHA-256 of the report" />],
  ] as const;
