import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { CaseView, DeviceSummary, SourceRef, TimeRange } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { fileName, nextFreeName } from '../../ui/filePath.ts';
import { checkNewCase, type NewCaseDraft, newCaseDraft, windowOf } from './newCaseForm.ts';
import styles from './Source.module.css';

interface NewInvestigationProps {
  readonly source: SourceRef;
  readonly device: DeviceSummary;
  readonly coverage: TimeRange | undefined;
  readonly user: string;
  readonly caseFolder: string;
  readonly onCreated: (view: CaseView) => void;
}

/** What a new case needs to know. Give it the device as its key. */
export function NewInvestigation({ source, device, coverage, user, caseFolder, onCreated }: NewInvestigationProps) {
  const [draft, setDraft] = useState(() => newCaseDraft(device, { user, caseFolder, coverage }));
  const [tried, setTried] = useState(false);
  const create = useAction('cases.create');
  const choose = useAction('shell.chooseSavePath');

  const problems = checkNewCase(draft);
  const set =
    (field: keyof NewCaseDraft) =>
    (_: unknown, { value }: { value: string }) =>
      setDraft((current) => ({ ...current, [field]: value }));
  const validation = (field: keyof NewCaseDraft) => {
    const problem = tried ? problems[field] : undefined;
    return problem ? { validationState: 'error' as const, validationMessage: problem } : {};
  };

  const submit = async (path: string) => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    const window = windowOf(draft, coverage);
    const view = await create.run({
      path,
      title: draft.title.trim(),
      ...(draft.examiner.trim() ? { examiner: draft.examiner.trim() } : {}),
      source,
      deviceId: device.deviceId,
      hubName: draft.hubName.trim(),
      ...(window ? { window } : {}),
    });
    if (view) onCreated(view);
  };
  const browse = async () => {
    const chosen = await choose.run({ suggestedPath: draft.path, kind: 'case' });
    const { path } = chosen ?? {};
    if (path) setDraft((current) => ({ ...current, path }));
  };
  const freePath = nextFreeName(draft.path.trim(), '.casefile');
  const takeFreePath = () => {
    setDraft((current) => ({ ...current, path: freePath }));
    return submit(freePath);
  };

  return (
    <form
      className={styles.form}
      aria-labelledby="new-investigation"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(draft.path.trim());
      }}
    >
      <h2 id="new-investigation">New investigation</h2>
      <p className={styles.subject}>
        <strong>{device.deviceId}</strong>
        {device.hubName && <> at {device.hubName}</>}
      </p>
      <Field label="Title" size="small" required {...validation('title')}>
        <Input size="small" value={draft.title} maxLength={200} onChange={set('title')} />
      </Field>
      <Field label="Examiner" size="small" hint="Named in the case file and on the report.">
        <Input size="small" value={draft.examiner} maxLength={200} onChange={set('examiner')} />
      </Field>
      {!device.hubName && (
        <Field label="IoT hub" size="small" required hint="The tables do not name it." {...validation('hubName')}>
          <Input size="small" value={draft.hubName} maxLength={256} onChange={set('hubName')} />
        </Field>
      )}
      <fieldset className={styles.window}>
        <legend>Window, in UTC</legend>
        <Field label="From" size="small" required {...validation('from')}>
          <Input size="small" className="mono" value={draft.from} onChange={set('from')} />
        </Field>
        <Field label="To (not included)" size="small" required {...validation('to')}>
          <Input size="small" className="mono" value={draft.to} onChange={set('to')} />
        </Field>
        <p className={styles.hint}>Filled in with all that the tables cover.</p>
      </fieldset>
      <Field label="Case file" size="small" required {...validation('path')}>
        <Input size="small" className="mono" value={draft.path} onChange={set('path')} title={draft.path} />
      </Field>
      <Button size="small" onClick={browse} className={styles.browse ?? ''}>
        Choose another place…
      </Button>
      <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
      <FailureBar failure={create.failure} onDismiss={create.dismiss}>
        {create.failure?.code === 'outputExists' && (
          <Button size="small" onClick={takeFreePath}>
            Use {fileName(freePath)}
          </Button>
        )}
      </FailureBar>
      <Button type="submit" appearance="primary" disabledFocusable={create.running}>
        {create.running ? 'Creating the case…' : 'Create the case'}
      </Button>
    </form>
  );
}
