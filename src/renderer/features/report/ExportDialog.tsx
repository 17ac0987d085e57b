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
import type { Input as CallInput, CaseView, Output } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { fileName, nextFreeName } from '../../ui/filePath.ts';
import { bytes, counted, shortHash } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './Report.module.css';

interface Wishes {
  readonly paper: NonNullable<CallInput<'reports.write'>['paper']>;
  readonly standard: NonNullable<CallInput<'reports.write'>['standard']>;
}
type Written = Output<'reports.write'>;

/** Writes the case's report as a PDF and shows where it is. */
export function ExportDialog({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const [path, setPath] = useState(() => `${view.path.replace(/\.casefile$/i, '')}.pdf`);
  const [wishes, setWishes] = useState<Wishes>({ paper: 'a4', standard: 'ua-1' });
  const [written, setWritten] = useState<Written | undefined>();
  const write = useAction('reports.write');
  const choose = useAction('shell.chooseSavePath');

  const submit = async (target: string) => {
    const report = await write.run({ caseId: view.caseId, path: target, ...wishes });
    if (report) setWritten(report);
  };
  const browse = async () => {
    const chosen = await choose.run({ suggestedPath: path, kind: 'report' });
    if (chosen?.path) setPath(chosen.path);
  };
  const free = nextFreeName(path.trim(), '.pdf');

  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{written ? 'The report is written' : 'Export the report as PDF'}</DialogTitle>
          <DialogContent className={styles.content ?? ''}>
            {written ? (
              <WrittenReport report={written} />
            ) : (
              <>
                <Field label="File" size="small" required>
                  <Input
                    size="small"
                    className="mono"
                    title={path}
                    value={path}
                    onChange={(_, { value }) => setPath(value)}
                  />
                </Field>
                <Button size="small" className={styles.browse ?? ''} onClick={browse}>
                  Choose another place…
                </Button>
                <Field label="Paper" size="small">
                  <RadioGroup
                    layout="horizontal"
                    value={wishes.paper}
                    onChange={(_, { value }) => setWishes({ ...wishes, paper: value === 'letter' ? 'letter' : 'a4' })}
                  >
                    <Radio value="a4" label="A4" />
                    <Radio value="letter" label="Letter" />
                  </RadioGroup>
                </Field>
                <Field label="Standard" size="small">
                  <RadioGroup
                    value={wishes.standard}
                    onChange={(_, { value }) => setWishes({ ...wishes, standard: value === 'a-3a' ? 'a-3a' : 'ua-1' })}
                  >
                    <Radio value="ua-1" label="PDF/UA-1: readable with assistive technology" />
                    <Radio value="a-3a" label="PDF/A-3a: for archives" />
                  </RadioGroup>
                </Field>
                <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
                <FailureBar failure={write.failure} onDismiss={write.dismiss}>
                  {write.failure?.code === 'outputExists' && (
                    <Button
                      size="small"
                      onClick={() => {
                        setPath(free);
                        void submit(free);
                      }}
                    >
                      Use {fileName(free)}
                    </Button>
                  )}
                </FailureBar>
                {write.running && (
                  <ProgressLine
                    label={write.progress?.text ?? 'Writing the report'}
                    done={write.progress?.done}
                    total={write.progress?.total}
                    onCancel={write.cancel}
                  />
                )}
              </>
            )}
          </DialogContent>
          <DialogActions>
            {written ? (
              <ShowInFolder path={written.path} />
            ) : (
              <Button
                appearance="primary"
                disabledFocusable={write.running || path.trim() === ''}
                onClick={() => void submit(path.trim())}
              >
                Export
              </Button>
            )}
            <Button onClick={onClose}>{written ? 'Close' : 'Cancel'}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function WrittenReport({ report }: { report: Written }) {
  return (
    <>
      <dl className={styles.facts} data-testid="report-written">
        <dt>File</dt>
        <dd>
          <code>{report.path}</code>
        </dd>
        <dt>Size</dt>
        <dd>
          {counted(report.pageCount, 'page')}, {bytes(report.byteLength)}
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <code title={report.sha256}>{shortHash(report.sha256)}…</code>
          <CopyButton text={report.sha256} label="Copy the SHA-256 of the report" />
        </dd>
      </dl>
      {report.warnings.map((warning) => (
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
